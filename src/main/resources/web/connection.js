// One lasting connection: it opens a WebSocket, opens it again after a failure where the close code allows that, and
// keeps the channels subscribed. It knows nothing of the page; what happens is told to a listener.

// With carillon.errors a refusal is an error frame and a close code; a browser would hide an HTTP status.
const SUBPROTOCOLS = ["carillon.v1", "carillon.errors"];
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
const BROKEN_CLIENT = [1000, 1002, 1003, 1007, 1009];
const TOKEN_EXPIRED = 3005;

/** Whether a client may try again by itself: not where it is at fault, has no valid token, or is told to stay away. */
export function mayReconnect(code) {
  return !(BROKEN_CLIENT.includes(code) || code === TOKEN_EXPIRED || (code >= 3500 && code <= 3999));
}

export class Connection {
  #url;
  #listener;
  #token = null;
  #socket = null;
  #online = false;
  #attempts = 0;
  #reconnectAfter = null;
  #retryTimer = null;
  #pingTimer = null;
  #pingedAt = null;
  #lastId = 0;
  #requests = new Map();
  #channels = new Map();

  /**
   * @param listener has state(name, detail), welcome(data), channels(map), removed(channel), message(frame, text),
   *     published(channel), refused(error, request) and roundTrip(milliseconds)
   */
  constructor(url, listener) {
    this.#url = url;
    this.#listener = listener;
  }

  connect(token) {
    this.#token = token;
    this.#attempts = 0;
    this.#open();
  }

  disconnect() {
    this.#drop();
    this.#listener.state("offline", {});
  }

  /** Remembered while offline, and subscribed again after every reconnect. */
  subscribe(channel) {
    if (!this.#channels.has(channel)) {
      this.#mark(channel, "pending");
      this.#request({ type: "subscribe", channel });
    }
  }

  unsubscribe(channel) {
    this.#channels.delete(channel);
    this.#listener.channels(this.#channels);
    this.#request({ type: "unsubscribe", channel });
  }

  /** @param json the data as JSON text, sent as it is; returns false when there is no connection */
  publish(channel, json) {
    return this.#request({ type: "publish", channel }, `,"data":${json}`);
  }

  #open() {
    this.#drop();
    this.#listener.state("connecting", {});
    this.#socket = new WebSocket(this.#url, [...SUBPROTOCOLS, `bearer.${this.#token}`]);
    this.#socket.onmessage = (event) => this.#receive(JSON.parse(event.data), event.data);
    this.#socket.onclose = (event) => this.#closed(event.code, event.reason);
  }

  /** Forgets the socket and everything that belongs to it; the channels stay wanted. */
  #drop() {
    clearTimeout(this.#retryTimer);
    clearInterval(this.#pingTimer);
    if (this.#socket) {
      this.#socket.onmessage = null;
      this.#socket.onclose = null;
      this.#socket.close();
    }
    this.#socket = null;
    this.#online = false;
    this.#pingedAt = null;
    this.#reconnectAfter = null;
    this.#requests.clear();
    for (const channel of this.#channels.keys()) {
      this.#channels.set(channel, "pending");
    }
    this.#listener.channels(this.#channels);
  }

  #closed(code, reason) {
    const wasOnline = this.#online;
    const delay = this.#delay();
    this.#drop();
    if (mayReconnect(code)) {
      this.#retryTimer = setTimeout(() => this.#open(), delay);
      this.#listener.state("waiting", { code, reason, delay, wasOnline });
    } else {
      this.#listener.state("stopped", { code, reason });
    }
  }

  /** What the server asked for, or twice as long as before; never the same for all clients of a node that died. */
  #delay() {
    if (this.#reconnectAfter !== null) {
      return this.#reconnectAfter + Math.random() * FIRST_DELAY;
    }
    const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#attempts++);
    return (ceiling * (1 + Math.random())) / 2;
  }

  #receive(frame, text) {
    const request = this.#requests.get(frame.id);
    this.#requests.delete(frame.id);
    switch (frame.type) {
      case "welcome":
        return this.#welcome(frame.data);
      case "subscribed":
        return this.#subscribed(frame, request);
      case "unsubscribed":
        return this.#unsubscribed(frame, request);
      case "published":
        return this.#listener.published(frame.channel);
      case "message":
        return this.#listener.message(frame, text);
      case "pong":
        return this.#pong();
      case "draining":
        this.#reconnectAfter = frame.reconnectAfter;
        return;
      case "error":
        return this.#refused(frame, request);
    }
  }

  /** Without a request of ours it is the back end that subscribes this connection. */
  #subscribed(frame, request) {
    if (request === undefined || this.#channels.has(frame.channel)) {
      this.#mark(frame.channel, "subscribed");
    }
  }

  /** Without a request of ours somebody else ended it: the back end, another token, another configuration. */
  #unsubscribed(frame, request) {
    if (request === undefined && this.#channels.delete(frame.channel)) {
      this.#listener.channels(this.#channels);
      this.#listener.removed(frame.channel);
    }
  }

  #welcome(data) {
    this.#online = true;
    this.#attempts = 0;
    this.#listener.state("online", {});
    this.#listener.welcome(data);
    for (const channel of this.#channels.keys()) {
      this.#request({ type: "subscribe", channel });
    }
    this.#ping();
    this.#pingTimer = setInterval(() => this.#ping(), data.heartbeat.interval);
  }

  /** A script does not see WebSocket pings, so it asks by itself; no answer until the next one means a dead line. */
  #ping() {
    if (this.#pingedAt !== null) {
      this.#closed(1006, "no answer to a ping");
    } else {
      this.#pingedAt = performance.now();
      this.#request({ type: "ping" });
    }
  }

  #pong() {
    this.#listener.roundTrip(performance.now() - this.#pingedAt);
    this.#pingedAt = null;
  }

  #refused(error, request) {
    if (!this.#online) {
      this.#reconnectAfter = error.reconnectAfter ?? null;
      return;
    }
    if (request?.type === "unsubscribe" && error.name === "not_subscribed") {
      return;
    }
    if (request?.type === "subscribe" && this.#channels.has(request.channel)) {
      this.#subscriptionRefused(error, request.channel);
    }
    this.#listener.refused(error, request);
  }

  #subscriptionRefused(error, channel) {
    if (error.name === "already_subscribed") {
      this.#mark(channel, "subscribed");
    } else if (error.name === "broker_unavailable" || error.name === "unavailable" || error.name === "rate_limited") {
      const socket = this.#socket;
      setTimeout(() => this.#subscribeAgain(socket, channel), 1000 + Math.random() * 2000);
    } else {
      this.#channels.delete(channel);
      this.#listener.channels(this.#channels);
    }
  }

  #subscribeAgain(socket, channel) {
    if (this.#socket === socket && this.#channels.get(channel) === "pending") {
      this.#request({ type: "subscribe", channel });
    }
  }

  #mark(channel, state) {
    this.#channels.set(channel, state);
    this.#listener.channels(this.#channels);
  }

  #request(frame, rawTail = "") {
    if (!this.#online) {
      return false;
    }
    const id = ++this.#lastId;
    this.#requests.set(id, frame);
    this.#socket.send(`${JSON.stringify({ ...frame, id }).slice(0, -1)}${rawTail}}`);
    return true;
  }
}

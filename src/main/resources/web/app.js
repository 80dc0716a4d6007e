// The page: shows what the connection tells, and hands it what the visitor asks. Text from elsewhere enters the page
// through textContent alone.

import { Connection } from "./connection.js";

const MOST_MESSAGES = 200;

const ERROR_ADVICE = {
  invalid_message: "A channel name has 1 to 255 letters, digits and _ - . : # / @ = , ;.",
  authentication_failed: "Enter a new token.",
  permission_denied: "The token has to grant it, or the namespace has to be open to anyone.",
  unknown_namespace: "What stands before the first colon has to be a namespace of the server's configuration.",
  too_large: "Send a smaller message.",
  rate_limited: "Send more slowly.",
  limit_reached: "Unsubscribe from another channel first.",
  broker_unavailable: "Nothing was accepted. It is safe to try again in a moment.",
  unavailable: "Try again in a moment.",
  internal: "Try again. The server's log says more.",
};

const CLOSE_ADVICE = {
  1000: "The server ended the connection.",
  1009: "The message was larger than the server takes. Send a smaller one and connect again.",
  3005: "The token has expired. Enter a new one.",
  3500: "Too many messages in a short time. Wait a little, then connect again.",
  3501: "Too many invalid requests in a short time. Wait a little, then connect again.",
  3503: "The server ended this connection on purpose.",
  3504: "This user has too many connections. Close one elsewhere, then connect again.",
  3505: "The server does not accept this token, or not from this page. Enter a new token: a development node makes new "
    + "keys at each start, so open the page address that it printed last.",
  3506: "There is nothing to connect to at this address of the server.",
};

const RETURN_ADVICE = {
  1001: "The server is shutting down. The connection will be opened again, with all channels.",
  3011: "The server moves connections to other nodes. This one will be opened again, with all channels.",
  3013: "The server is full or shutting down. The connection will be tried again.",
};

/** A browser hides what a server without carillon.errors says; so many refusals are meant. */
const MOST_REFUSALS = 5;

const REFUSED = "The server answers, but the connection is refused or does not get through. A proxy between may not pass "
  + "WebSockets on, or the token is not accepted.";

const $ = (id) => document.getElementById(id);
const scheme = location.protocol === "https:" ? "wss:" : "ws:";

let state = "offline";
let received = 0;
let refusals = 0;
let unshown = [];

const connection = new Connection(`${scheme}//${location.host}/ws`, {
  state: showState,
  welcome: showWelcome,
  channels: showChannels,
  removed: (channel) => notify(`The server ended the subscription to ${channel}.`),
  message: addMessage,
  published: (channel) => showStatus(`Connected · published to ${channel}`),
  refused: showRefusal,
  roundTrip: (milliseconds) => ($("round-trip").textContent = `${milliseconds.toFixed(1)} ms`),
});

function showState(name, detail) {
  state = name;
  $("status").dataset.state = name;
  $("facts").hidden = name !== "online";
  $("connect-button").textContent = { offline: "Connect", stopped: "Connect" }[name] ?? "Disconnect";
  if (name === "offline") {
    hideNotice();
    showStatus("Not connected");
  } else if (name === "connecting") {
    showStatus("Connecting…");
  } else if (name === "online") {
    refusals = 0;
    hideNotice();
    showStatus("Connected");
  } else if (name === "waiting") {
    showStatus(`Trying again in ${Math.max(1, Math.round(detail.delay / 1000))} s`);
    explainLoss(detail);
  } else {
    showStatus("Connection ended");
    notify(CLOSE_ADVICE[detail.code] ?? `The server ended the connection: ${detail.reason || detail.code}.`);
  }
}

/** A plain request tells at least whether the server is there, where nothing else does. */
async function explainLoss({ code, reason, wasOnline }) {
  if (RETURN_ADVICE[code] || wasOnline) {
    notify(RETURN_ADVICE[code]
      ?? `The connection was lost (${reason || code}). It will be opened again, with all channels.`);
    return;
  }
  const answers = await fetch("/", { method: "HEAD", cache: "no-store" }).then(() => true, () => false);
  if (answers && ++refusals >= MOST_REFUSALS) {
    connection.disconnect();
    notify(`${REFUSED} Press Connect to try again.`);
  } else if (state === "waiting" || state === "connecting") {
    notify(answers ? REFUSED : "The server cannot be reached. Is it running, and is the network up?");
  }
}

function showWelcome({ clientId, userId, expiresAt, heartbeat }) {
  $("user").textContent = userId;
  $("client").textContent = clientId;
  $("expires").textContent = new Date(expiresAt).toLocaleString();
  $("heartbeat").textContent = `every ${heartbeat.interval / 1000} s, silence ends it after ${heartbeat.timeout / 1000} s`;
}

function showChannels(channels) {
  const focused = document.activeElement?.closest("#channels") !== null;
  $("no-channels").hidden = channels.size > 0;
  $("channels").replaceChildren(...Array.from(channels, ([name, subscription]) => chip(name, subscription)));
  $("channel-names").replaceChildren(...Array.from(channels.keys(), (name) => element("option", { value: name })));
  if (focused && document.activeElement === document.body) {
    ($("channels").querySelector("button") ?? $("channel")).focus();
  }
}

function chip(name, subscription) {
  const label = element("span", { textContent: subscription === "pending" ? `${name} (waiting)` : name });
  const button = element("button", { type: "button", className: "quiet", textContent: "✕" });
  button.setAttribute("aria-label", `Unsubscribe from ${name}`);
  button.addEventListener("click", () => connection.unsubscribe(name));
  const item = element("li", {}, label, button);
  item.dataset.state = subscription;
  return item;
}

/** Shown once per frame, so that a busy channel costs one change of the page and not thousands. */
function addMessage(frame, text) {
  received++;
  if (unshown.length === 0) {
    requestAnimationFrame(showMessages);
  }
  unshown.push({ ...frame, text });
  if (unshown.length > MOST_MESSAGES) {
    unshown.shift();
  }
}

function showMessages() {
  const list = $("messages");
  list.prepend(...unshown.map(row).reverse());
  unshown = [];
  while (list.childElementCount > MOST_MESSAGES) {
    list.lastElementChild.remove();
  }
  showCount();
}

function row({ channel, from, timestamp, data, text }) {
  const about = element("div", { className: "about" },
    element("strong", { textContent: channel }),
    element("span", { textContent: from === undefined ? "from the server" : `from ${from}` }));
  const time = new Date(timestamp);
  if (!Number.isNaN(time.valueOf())) {
    about.append(element("time", { dateTime: time.toISOString(), textContent: time.toLocaleTimeString() }));
  }
  const body = typeof data === "string"
    ? element("pre", { textContent: data })
    : element("pre", { className: "json", textContent: JSON.stringify(JSON.parse(text, numberAsSent).data) });
  return element("li", {}, about, body);
}

/** 1.50 stays 1.50, and a number beyond a script's precision what it is, where the browser can tell. */
function numberAsSent(key, value, context) {
  return typeof value === "number" && JSON.rawJSON && context?.source ? JSON.rawJSON(context.source) : value;
}

function showCount() {
  const shown = $("messages").childElementCount;
  $("no-messages").hidden = shown > 0;
  $("count").textContent = received > shown ? `${received} received, the last ${shown} shown` : `${received} received`;
}

function showRefusal(error, request) {
  const what = request ? `${request.type} ${request.channel ?? ""}`.trim() : "request";
  notify(`${error.message} (${what}, ${error.code}). ${ERROR_ADVICE[error.name] ?? ""}`);
}

function showStatus(text) {
  $("status").textContent = text;
}

function notify(text) {
  $("notice-text").textContent = text;
  $("notice").hidden = false;
}

/** Of an earlier request. Why there is no connection stays in sight. */
function hideRefusal() {
  if (state === "online") {
    hideNotice();
  }
}

function hideNotice() {
  $("notice").hidden = true;
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Text that is JSON goes out as it was typed; any other text as a JSON string. */
function toJson(text) {
  return isJson(text) ? text : JSON.stringify(text);
}

function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function connect() {
  const token = $("token").value.trim().replace(/^Bearer\s+/i, "");
  const claims = claimsOf(token);
  if (token === "") {
    notify("Enter a token first. A development node prints one when it starts.");
  } else if (claims === null) {
    notify("This is not a JSON Web Token: three parts of letters, digits, - and _ with dots between them.");
  } else if (claims.exp * 1000 < Date.now()) {
    notify(`This token expired at ${new Date(claims.exp * 1000).toLocaleString()}. Enter a new one.`);
  } else {
    refusals = 0;
    hideNotice();
    connection.connect(token);
  }
}

/** What the token says, unverified, or null when it is none; the server decides whether it is true. */
function claimsOf(token) {
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    return null;
  }
  try {
    return JSON.parse(atob(token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    return null;
  }
}

/** A token in the fragment never reaches a server or its log; it leaves the address bar and the history too. */
function takeTokenFromAddress() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    $("token").value = token;
    connect();
  }
}

function on(id, event, action) {
  $(id).addEventListener(event, (happened) => {
    if (event === "submit") {
      happened.preventDefault();
    }
    action(happened);
  });
}

on("connect", "submit", () => (state === "offline" || state === "stopped" ? connect() : connection.disconnect()));
on("subscribe", "submit", () => {
  hideRefusal();
  connection.subscribe($("channel").value.trim());
});
on("publish", "submit", () => {
  hideRefusal();
  if (!connection.publish($("target").value.trim(), toJson($("data").value))) {
    notify("There is no connection to publish over. Connect first.");
  }
});
on("data", "input", () => {
  const json = $("data").value !== "" && isJson($("data").value);
  $("data-help").textContent = json ? "Goes out as this JSON." : "Goes out as a JSON string.";
});
on("data", "keydown", (key) => {
  if (key.key === "Enter" && (key.ctrlKey || key.metaKey)) {
    $("publish").requestSubmit();
  }
});
on("notice-close", "click", hideNotice);
on("clear", "click", () => {
  $("messages").replaceChildren();
  received = 0;
  showCount();
});
addEventListener("hashchange", takeTokenFromAddress);
takeTokenFromAddress();

package io.carillon.chaos.actor;

import io.carillon.channel.Position;
import io.carillon.chaos.check.Event;
import io.vertx.core.json.JsonObject;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A client with one connection, which comes back whenever it is lost. It does as it is told by close codes and by
 * {@code reconnectAfter}, and pings when it has nothing to say, so that it notices a node that has gone without a word.
 */
abstract class Actor implements Runnable {
    private static final long TURN = 5;
    private static final long PING = 2_000;
    private static final long SILENCE = 6_000;
    private static final int FIRST_FATAL = 3_500;
    private static final int LAST_FATAL = 3_999;

    final String name;
    final Stage stage;
    private final Queue<Cue> cues = new ConcurrentLinkedQueue<>();
    private volatile boolean finishing;
    private int node;
    private Link link;
    private long heard;
    private long pinged;
    private long away;

    private record Cue(String what, long millis) {}

    Actor(String name, Stage stage) {
        this.name = name;
        this.stage = stage;
    }

    /** Tells this actor to do something. Any thread. */
    final void cue(String what, long millis) {
        cues.add(new Cue(what, millis));
    }

    /** Tells this actor to begin nothing new. Any thread. */
    final void finish() {
        finishing = true;
    }

    @Override
    public final void run() {
        try {
            while (true) {
                connect();
                away = 100 + stage.random().nextInt(400);
                converse();
                write(new Event.Parted(now(), name));
                link.close();
                Thread.sleep(away);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws InterruptedException {
        node = stage.random().nextInt(stage.nodes().size());
        link = Link.open(stage.http(), stage.nodes().get(node), stage.token());
        while (link == null) {
            Thread.sleep(100 + stage.random().nextInt(400));
            node = (node + 1) % stage.nodes().size();
            link = Link.open(stage.http(), stage.nodes().get(node), stage.token());
        }
        heard = now();
        pinged = now();
        write(new Event.Connected(now(), name, node));
        onConnected();
    }

    /** Until the connection has ended. */
    private void converse() throws InterruptedException {
        while (follow(cues.poll())) {
            Link.Arrival arrival = link.next(TURN);
            if (arrival == null) {
                if (now() - heard > SILENCE) {
                    write(new Event.Silent(now(), name, node, now() - heard));
                    return;
                }
            } else if (arrival.isEnd()) {
                ended(arrival.code());
                return;
            } else {
                heard = now();
                take(arrival.text());
            }
            if (now() - pinged > PING) {
                pinged = now();
                link.send("{\"type\":\"ping\"}");
            }
            onTurn(finishing);
        }
    }

    /** @return false when the connection is to end */
    private boolean follow(Cue cue) throws InterruptedException {
        if (cue == null) {
            return true;
        }
        if (cue.what().equals("pause")) {
            write(new Event.Paused(now(), name, cue.millis()));
            Thread.sleep(cue.millis());
            heard = now();
            return true;
        }
        if (cue.what().equals("flood")) {
            flood(cue.millis());
            return true;
        }
        away = cue.millis();
        return false;
    }

    private void take(String text) {
        JsonObject message = new JsonObject(text);
        if (message.getString("type").equals("draining")) {
            away = message.getLong("reconnectAfter");
        } else {
            onMessage(message, text);
        }
    }

    private void ended(int code) throws InterruptedException {
        write(new Event.Closed(now(), name, node, code));
        if (code >= FIRST_FATAL && code <= LAST_FATAL) {
            throw new InterruptedException("not to come back after " + code);
        }
    }

    final void write(Event event) {
        stage.journal().accept(event);
    }

    final void send(JsonObject message) {
        link.send(message.encode());
    }

    final int node() {
        return node;
    }

    /** Null where a message has none. */
    static Position position(JsonObject message) {
        return message.containsKey("epoch") ? position(message.getString("epoch"), message) : null;
    }

    static Position position(String epoch, JsonObject message) {
        return new Position(epoch, message.getLong("offset"), message.getLong("timestamp"));
    }

    static long now() {
        return System.currentTimeMillis();
    }

    /** Has much more to say for so long; only some have. */
    void flood(long millis) {}

    abstract void onConnected();

    /** @param text the message as it came */
    abstract void onMessage(JsonObject message, String text);

    /** Every few milliseconds while it is connected. */
    abstract void onTurn(boolean finishing);
}

package io.carillon.broker.redis;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is wrong with Redis, as all connections of this node see it: which servers are away, and which answer with errors.
 * Each trouble of a server is logged once when it begins and once when it is over, however many connections have it.
 *
 * <p>May be called on any thread.
 */
final class RedisStatus {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStatus.class);

    /** An outage is over when all connections have stood for so long: they come back one after the other. */
    static final long SETTLE_MILLIS = 1_000;

    /** An error that was not seen for so long counts as gone, unless a probe has found that out before. */
    private static final long ERROR_LIFE = TimeUnit.SECONDS.toNanos(15);

    /** Rights that are missing stay missing: those errors are seen as rarely as what they forbid is tried. */
    private static final long RIGHTS_LIFE = TimeUnit.SECONDS.toNanos(60);

    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final int MAX_TEXT = 300;

    /** Pairs of an error and a command, of which there are few. */
    private static final int MAX_TOLD = 200;

    /** One connection that is wanted. */
    final class Watch {
        private final String server;

        private Watch(String server) {
            this.server = server;
        }

        /** It stands, and {@link RedisStatus#settle} is to be called after {@link #SETTLE_MILLIS}. */
        void connected() {
            onConnected(server, this);
        }

        /** It was lost, or could not be made. */
        void lost(String reason) {
            onLost(server, this, reason);
        }

        /** Redis has answered something on it with an error. */
        void refused(String command, String error) {
            onRefused(server, command, error);
        }

        /** Redis has taken a write on it. */
        void wrote() {
            onWrote(server);
        }

        /** It is wanted no more. */
        void closed() {
            onClosed(server, this);
        }
    }

    private static final class Trouble {
        final long since;
        long seen;
        String text;

        Trouble(long now, String text) {
            since = now;
            seen = now;
            this.text = text;
        }
    }

    private static final class Server {
        final Set<Object> connections = new HashSet<>();
        final Set<Object> missing = new HashSet<>();
        final Map<RedisError, Trouble> errors = new EnumMap<>(RedisError.class);
        /** When an error was logged that tells of no end. */
        final Map<String, Long> told = new HashMap<>();

        Trouble outage;
        boolean known;
        long completeAt;
    }

    private final LongSupplier nanoTime;
    private final Map<String, Server> servers = new TreeMap<>();

    /** @param nanoTime as {@link System#nanoTime} */
    RedisStatus(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @param server its address, without anything secret */
    synchronized Watch watch(String server) {
        Watch watch = new Watch(server);
        servers.computeIfAbsent(server, name -> new Server()).connections.add(watch);
        return watch;
    }

    private synchronized void onConnected(String name, Object connection) {
        Server server = servers.get(name);
        if (server == null) {
            return;
        }
        server.missing.remove(connection);
        if (!server.known && server.outage == null) {
            server.known = true;
            LOG.atInfo().addKeyValue("redis", name).log("Connected to Redis");
        }
        if (server.missing.isEmpty()) {
            server.completeAt = nanoTime.getAsLong();
        }
    }

    private synchronized void onLost(String name, Object connection, String reason) {
        Server server = servers.get(name);
        if (server == null || !server.connections.contains(connection)) {
            return;
        }
        server.missing.add(connection);
        String text = cut(reason);
        if (server.outage != null) {
            server.outage.text = text;
            return;
        }
        server.outage = new Trouble(nanoTime.getAsLong(), text);
        LOG.atWarn()
                .addKeyValue("redis", name)
                .addKeyValue("reason", text)
                .log(
                        server.known
                                ? "Connection to Redis lost: clients stay connected, publishes get 503, trying again"
                                : "No connection to Redis: clients stay connected, publishes get 503, trying again");
    }

    private synchronized void onClosed(String name, Object connection) {
        Server server = servers.get(name);
        if (server == null) {
            return;
        }
        server.connections.remove(connection);
        server.missing.remove(connection);
        if (server.connections.isEmpty()) {
            servers.remove(name);
            if (server.outage != null && !servers.isEmpty()) {
                over(name, "Redis server is not used any more", server.outage, nanoTime.getAsLong());
            }
        }
    }

    /** Says which outages and errors are over. */
    synchronized void settle() {
        long now = nanoTime.getAsLong();
        servers.forEach((name, server) -> {
            if (server.outage != null
                    && server.missing.isEmpty()
                    && now - server.completeAt >= TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS)) {
                server.known = true;
                over(name, "Connected to Redis again", server.outage, server.completeAt);
                server.outage = null;
            }
            forget(name, server, now, error -> now - server.errors.get(error).seen >= life(error));
        });
    }

    private static long life(RedisError error) {
        return error.isLasting() ? RIGHTS_LIFE : ERROR_LIFE;
    }

    private static void over(String name, String text, Trouble trouble, long now) {
        String seconds = String.format(Locale.ROOT, "%.1fs", (now - trouble.since) / 1e9);
        LOG.atInfo().addKeyValue("redis", name).addKeyValue("after", seconds).log(text);
    }

    private synchronized void onRefused(String name, String command, String error) {
        RedisError code = RedisError.of(error);
        Server server = servers.get(name);
        if (server == null || code == null) {
            return;
        }
        long now = nanoTime.getAsLong();
        Trouble known = server.errors.get(code);
        if (known == null && code.isNodeWide()) {
            server.errors.put(code, new Trouble(now, command));
        } else if (known != null) {
            known.seen = now;
            known.text = command;
        }
        if (code.isLasting() ? isNews(server, code + " " + command, now) : known == null) {
            LOG.atWarn()
                    .addKeyValue("redis", name)
                    .addKeyValue("command", command)
                    .addKeyValue("error", cut(error))
                    .log(code.text());
        }
    }

    /** Of an error that tells of no end: it is logged again after a while. */
    private static boolean isNews(Server server, String trouble, long now) {
        Long before = server.told.get(trouble);
        boolean news = before == null ? server.told.size() < MAX_TOLD : now - before >= REPEAT_NANOS;
        if (news) {
            server.told.put(trouble, now);
        }
        return news;
    }

    private synchronized void onWrote(String name) {
        Server server = servers.get(name);
        if (server != null && !server.errors.isEmpty()) {
            long now = nanoTime.getAsLong();
            forget(name, server, now, error -> !error.isLasting());
        }
    }

    private static void forget(String name, Server server, long now, Predicate<RedisError> gone) {
        for (RedisError error : List.copyOf(server.errors.keySet())) {
            if (gone.test(error)) {
                Trouble trouble = server.errors.remove(error);
                if (!error.isLasting()) {
                    over(name, "Redis does not answer with " + error + " any more", trouble, now);
                }
            }
        }
    }

    /** Every trouble of now, one sentence each. */
    synchronized List<String> troubles() {
        long now = nanoTime.getAsLong();
        List<String> troubles = new ArrayList<>();
        servers.forEach((name, server) -> {
            if (server.outage != null && !server.missing.isEmpty()) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(now - server.outage.since);
                troubles.add(server.missing.size() + " of " + server.connections.size() + " connections to " + name
                        + " are missing for " + seconds + " s: " + server.outage.text);
            }
            server.errors.forEach((error, trouble) -> {
                if (now - trouble.seen < life(error)) {
                    troubles.add(name + " answers " + trouble.text + " with " + error + ": " + error.text());
                }
            });
        });
        return troubles;
    }

    private static String cut(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }
}

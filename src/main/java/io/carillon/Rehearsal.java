package io.carillon;

import io.carillon.auth.Grants;
import io.carillon.cli.TokenMint;
import io.carillon.cluster.BusCluster;
import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.Reason;
import io.carillon.http.DescriptorBudget;
import io.carillon.metrics.ProcessHealth;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole piece once before the doors open: a server of its own on loopback, with a memory broker, is connected to as
 * often as {@code server.rehearsal} says, and goes. The first clients of a new node are those that another node's end has
 * sent, all at once, and without this they would find a JVM that has compiled nothing yet. Nothing of it shows in the
 * node's metrics.
 */
final class Rehearsal {
    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private static final int AT_ONCE = 32;
    private static final int SECONDS = 10;
    private static final String HOST = "127.0.0.1";
    private static final String CONFIG = """
            {"server":{"port":0}, "ops":{"port":0}, "namespaces":{"":{}}, "shutdown":{"drain":"0s"},
             "auth":{"secret":"of no use to anyone outside of the rehearsal"}}""";
    private static final Grants EVERYTHING = new Grants(List.of("*"), List.of("*"), List.of(), List.of());
    private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"channel\":\"c\",\"id\":1}";
    private static final String PUBLISH = "{\"type\":\"publish\",\"channel\":\"c\",\"data\":\"Hello\",\"id\":2}";
    private static final int FINAL_TEXT = 0x81;
    private static final int MASKED = 0x80;

    private final NetClient clients;
    private final int port;
    private final Buffer request;
    private final int visits;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger heard = new AtomicInteger();

    private Rehearsal(Vertx vertx, int port, String token, int visits) {
        this.visits = visits;
        clients = vertx.createNetClient();
        this.port = port;
        request =
                Buffer.buffer("GET /ws HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Authorization: Bearer " + token + "\r\n\r\n");
    }

    /**
     * Returns when it is over; a rehearsal that fails costs nothing but its effect.
     *
     * @param vertx of the same kind as the one that follows; closed afterwards
     * @param visits how many connections are made. The JVM compiles what was called 200 times; loops and what only some
     *     connections do need a few more.
     * @return visits that went through
     */
    static int play(Vertx vertx, int visits) {
        try {
            Config config = new ConfigReader(name -> null).text(CONFIG).config();
            Server server = new Server(
                    vertx,
                    BusCluster.solo(vertx).await(),
                    CurrentConfig.fixed(config),
                    1,
                    new ProcessHealth(),
                    DescriptorBudget.ofProcess());
            server.start().await(SECONDS, TimeUnit.SECONDS);
            String token = new TokenMint(config.auth(), Clock.systemUTC())
                    .mint("rehearsal", EVERYTHING, List.of(), Duration.ofMinutes(1));
            Rehearsal rehearsal = new Rehearsal(vertx, server.port(), token, visits);
            rehearsal.connectAll().await(SECONDS, TimeUnit.SECONDS);
            server.stop().await(SECONDS, TimeUnit.SECONDS);
            return rehearsal.heard.get();
        } catch (Exception spoilt) {
            LOG.atWarn()
                    .addKeyValue("reason", Reason.of(spoilt))
                    .log("Warm-up failed: the first connections will take longer");
            return 0;
        } finally {
            vertx.close().await();
        }
    }

    private Future<Void> connectAll() {
        List<Future<Void>> rows = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            rows.add(connectNext());
        }
        return Future.all(rows).mapEmpty();
    }

    private Future<Void> connectNext() {
        return begun.getAndIncrement() < visits
                ? clients.connect(port, HOST).compose(this::attend).compose(done -> connectNext())
                : Future.succeededFuture();
    }

    /** One visit: token, welcome, subscription, a message to the channel and back. */
    private Future<Void> attend(NetSocket socket) {
        Promise<Void> gone = Promise.promise();
        socket.closeHandler(done -> gone.complete());
        socket.handler(answer -> {
            String text = answer.toString(StandardCharsets.ISO_8859_1);
            if (text.contains("\"welcome\"")) {
                socket.write(frame(SUBSCRIBE));
            } else if (text.contains("\"subscribed\"")) {
                socket.write(frame(PUBLISH));
            } else if (text.contains("\"message\"")) {
                heard.incrementAndGet();
                socket.close();
            }
        });
        socket.write(request);
        return gone.future();
    }

    /** Masked with zeros (RFC 6455, 5.3), which changes nothing; texts are shorter than 126 bytes. */
    private static Buffer frame(String text) {
        return Buffer.buffer()
                .appendUnsignedByte((short) FINAL_TEXT)
                .appendUnsignedByte((short) (MASKED | text.length()))
                .appendInt(0)
                .appendString(text);
    }
}

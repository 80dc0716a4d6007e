package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.carillon.broker.redis.RedisStatus.Watch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Many connections, few lines. */
class RedisStatusTest {
    private static final String SERVER = "redis://10.0.0.1:6379";

    private final Logger log = (Logger) LoggerFactory.getLogger(RedisStatus.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long now;
    private final RedisStatus status = new RedisStatus(() -> now);
    private final List<Watch> connections =
            IntStream.range(0, 7).mapToObj(i -> status.watch(SERVER)).toList();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
        log.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        log.detachAppender(lines);
        log.setLevel(null);
    }

    @Test
    void anOutageIsOneLineAtItsBeginningAndOneAtItsEndHoweverManyConnectionsAreLost() {
        connections.forEach(Watch::connected);
        for (int attempt = 0; attempt < 20; attempt++) {
            connections.forEach(connection -> connection.lost("Connection refused"));
        }
        pass(5);
        assertThat(status.troubles())
                .containsExactly("7 of 7 connections to " + SERVER + " are missing for 5 s: Connection refused");
        connections.subList(0, 6).forEach(Watch::connected);
        pass(5);
        assertThat(status.troubles()).singleElement().asString().startsWith("1 of 7");
        connections.forEach(Watch::connected);
        assertThat(status.troubles()).isEmpty();
        pass(1);
        status.settle();
        status.settle();
        assertThat(log())
                .isEqualTo(
                        "INFO Connected to Redis\nWARN Connection to Redis lost: clients stay connected, publishes get 503, "
                                + "trying again\nINFO Connected to Redis again");
        assertThat(values(1)).isEqualTo("redis=" + SERVER + " reason=Connection refused");
        assertThat(values(2)).isEqualTo("redis=" + SERVER + " after=10.0s");
    }

    @Test
    void whoComesBackForAnInstantIsNotBack() {
        connections.forEach(Watch::connected);
        connections.forEach(connection -> connection.lost("x"));
        connections.forEach(Watch::connected);
        connections.get(0).lost("y");
        pass(2);
        status.settle();
        connections.get(0).connected();
        status.settle();
        assertThat(lines.list).hasSize(2);
        pass(1);
        status.settle();
        assertThat(lines.list).hasSize(3);
    }

    @Test
    void aServerThatWasNeverThereIsSaidToBeMissing() {
        connections.get(0).lost("WRONGPASS invalid username-password pair");
        assertThat(log()).startsWith("WARN No connection to Redis");
    }

    @Test
    void anErrorIsSaidOnceAndItsEndOnce() {
        for (int i = 0; i < 10; i++) {
            connections.forEach(connection -> connection.refused("publish", "MISCONF Redis is configured"));
            pass(10);
            status.settle();
        }
        assertThat(status.troubles())
                .containsExactly(SERVER + " answers publish with MISCONF: " + RedisError.MISCONF.text());
        connections.get(3).wrote();
        connections.get(3).wrote();
        assertThat(status.troubles()).isEmpty();
        assertThat(log())
                .isEqualTo("WARN " + RedisError.MISCONF.text() + "\nINFO Redis does not answer with MISCONF any more");
        assertThat(values(0)).isEqualTo("redis=" + SERVER + " command=publish error=MISCONF Redis is configured");
        assertThat(values(1)).isEqualTo("redis=" + SERVER + " after=100.0s");
    }

    @Test
    void anErrorThatIsNotSeenAnyMoreIsOver() {
        connections.get(0).refused("publish", "TRYAGAIN Multiple keys request");
        pass(15);
        assertThat(status.troubles()).isEmpty();
        status.settle();
        assertThat(log()).endsWith("any more");
    }

    @Test
    void rightsThatAreMissingAreSaidForEachCommandAndNotOverWithAWrite() {
        connections.forEach(connection -> connection.refused("lease-renew", "NOPERM no"));
        connections.forEach(connection -> connection.refused("publish", "NOPERM no"));
        connections.get(0).wrote();
        pass(59);
        status.settle();
        assertThat(status.troubles()).hasSize(1);
        pass(60);
        status.settle();
        assertThat(status.troubles()).isEmpty();
        connections.get(0).refused("publish", "NOPERM no");
        assertThat(lines.list).hasSize(2);
        pass(600);
        connections.get(0).refused("publish", "NOPERM no");
        assertThat(lines.list).hasSize(3);
    }

    @Test
    void redirectionsAreNoTroubleAndWhatIsAboutOneKeyDoesNotMakeTheNodeUnready() {
        connections.get(0).refused("publish", "MOVED 1 127.0.0.1:7000");
        assertThat(lines.list).isEmpty();
        connections.get(0).refused("publish", "WRONGTYPE Operation against a key");
        assertThat(lines.list).hasSize(1);
        assertThat(status.troubles()).isEmpty();
    }

    @Test
    void aServerThatIsNotWantedAnyMoreIsNoTrouble() {
        Watch other = status.watch("redis://10.0.0.2:6379");
        other.lost("x");
        other.closed();
        other.lost("late");
        other.refused("late", "MISCONF late");
        assertThat(status.troubles()).isEmpty();
        assertThat(log()).endsWith("INFO Redis server is not used any more");
    }

    private void pass(int seconds) {
        now += TimeUnit.SECONDS.toNanos(seconds);
    }

    private String log() {
        return lines.list.stream()
                .map(line -> line.getLevel() + " " + line.getFormattedMessage())
                .collect(Collectors.joining("\n"));
    }

    private String values(int line) {
        return lines.list.get(line).getKeyValuePairs().stream()
                .map(pair -> pair.key + "=" + pair.value)
                .collect(Collectors.joining(" "));
    }
}

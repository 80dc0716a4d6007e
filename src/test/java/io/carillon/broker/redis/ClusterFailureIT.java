package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Listening;
import io.carillon.broker.Publishing;
import io.carillon.config.RedisConfig.Mode;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of one shard concerns its channels alone. */
class ClusterFailureIT {
    private static final Duration FAILOVER = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private RedisCluster cluster;
    private Listening feed;
    private Publishing broker;

    private void begin(RedisCluster cluster) {
        this.cluster = cluster;
        var driver = new RedisDrivers().cluster(cluster);
        feed = new Listening(Loop.start(vertx), driver).awaitUp();
        broker = new Publishing(Loop.start(vertx), driver).awaitUp();
    }

    @AfterEach
    void end() {
        Await.result(vertx.close());
        if (cluster != null) {
            cluster.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplicaThatIsPromotedTakesOverTheChannels(RedisProgram program) {
        begin(RedisCluster.start(program));
        RedisProcess lost = cluster.owner("carillon:a");
        String other = channelAt(cluster.stranger(lost));
        Await.result(Future.all(feed.subscribe("a"), feed.subscribe(other)));
        lost.kill();
        Await.until("the feed is down", () -> !feed.isUp());
        Await.until("the promotion", FAILOVER, () -> {
            Await.result(broker.publish(other, "1"));
            return feed.isUp();
        });
        broker.awaitUp();
        arrives("a");
        arrives(other);
        assertThat(feed.returns()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aLostShardWithoutReplicaRefusesItsChannelsAndComesBack(RedisProgram program) {
        begin(RedisCluster.withoutReplicas(program));
        RedisProcess lost = cluster.owner("carillon:a");
        String other = channelAt(cluster.stranger(lost));
        Await.result(Future.all(feed.subscribe("a"), feed.subscribe(other)));
        lost.kill();
        Await.until("the feed is down", () -> !feed.isUp());
        assertThat(Await.failure(broker.publish("a", "1"))).isInstanceOf(BrokerUnavailableException.class);
        assertThat(Await.failure(feed.subscribe(channelAt(lost)))).isInstanceOf(BrokerUnavailableException.class);
        arrives(other);
        lost.restart();
        Await.until("the feed is up", FAILOVER, feed::isUp);
        arrives("a");
        assertThat(feed.returns()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void aStoppedShardHoldsUpNoOther(RedisProgram program) {
        begin(RedisCluster.withoutReplicas(program));
        RedisProcess stopped = cluster.owner("carillon:a");
        String other = channelAt(cluster.stranger(stopped));
        Await.result(Future.all(feed.subscribe("a"), feed.subscribe(other)));
        stopped.pause();
        Future<Void> unanswered = broker.publish("a", "1");
        arrives(other);
        assertThat(Await.failure(unanswered)).isInstanceOf(BrokerUnavailableException.class);
        Await.until("the feed is down", () -> !feed.isUp());
        stopped.resume();
        Await.until("the feed is up", FAILOVER, feed::isUp);
        arrives("a");
    }

    @ParameterizedTest
    @EnumSource
    void aKilledSubscriberConnectionIsReplaced(RedisProgram program) {
        begin(RedisCluster.withoutReplicas(program));
        Await.result(feed.subscribe("a"));
        cluster.owner("carillon:a").command("CLIENT", "KILL", "TYPE", "pubsub");
        Await.until("the channel is heard again", () -> feed.returns() > 0);
        feed.awaitUp();
        arrives("a");
    }

    @ParameterizedTest
    @EnumSource
    void theCredentialsOfTheEndpointsAreUsedEverywhere(RedisProgram program) {
        cluster = RedisCluster.withoutReplicas(program);
        cluster.nodes()
                .forEach(node -> node.command(
                        "ACL",
                        "SETUSER",
                        "ann",
                        "on",
                        ">p@ss:1",
                        "~carillon:*",
                        "resetchannels",
                        "&carillon:*",
                        "+@pubsub",
                        "+@connection",
                        "+@scripting",
                        "+cluster|slots",
                        "+command",
                        "+@stream",
                        "+@hash",
                        "+@keyspace",
                        "+@string"));
        var driver = new RedisDrivers()
                .driver(
                        Mode.CLUSTER,
                        Optional.empty(),
                        "redis://ann:p%40ss%3A1@127.0.0.1:"
                                + cluster.nodes().get(0).port());
        feed = new Listening(Loop.start(vertx), driver).awaitUp();
        broker = new Publishing(Loop.start(vertx), driver).awaitUp();
        Await.result(feed.subscribe("a"));
        arrives("a");
        assertThat(cluster.nodes())
                .allSatisfy(node ->
                        assertThat(node.command("CLIENT", "LIST").toString()).contains("user=ann"));
    }

    private String channelAt(RedisProcess master) {
        RedisProcess witness = cluster.stranger(master);
        for (int i = 0; ; i++) {
            if (cluster.owner("carillon:c" + i, witness) == master) {
                return "c" + i;
            }
        }
    }

    private void arrives(String channel) {
        String text = Publishing.textOf(channel, "\"again\"");
        Await.until("a message of " + channel, () -> {
            Await.result(broker.publish(channel, "\"again\"").otherwiseEmpty());
            List<String> heard = feed.texts(channel);
            return heard.contains(text);
        });
    }
}

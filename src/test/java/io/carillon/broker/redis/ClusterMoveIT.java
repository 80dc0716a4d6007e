package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.Drafts;
import io.carillon.broker.Listening;
import io.carillon.broker.Page;
import io.carillon.broker.Publishing;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A slot moves to another master while its channel is used. */
class ClusterMoveIT {
    private static final String ROAD = "carillon:a";

    private final Vertx vertx = Vertx.vertx();
    private RedisCluster cluster;
    private RedisProcess from;
    private RedisProcess to;
    private Listening feed;
    private Publishing broker;

    private void begin(RedisProgram program) {
        cluster = RedisCluster.withoutReplicas(program);
        from = cluster.owner(ROAD);
        to = cluster.stranger(from);
        var driver = new RedisDrivers().cluster(cluster);
        feed = new Listening(Loop.start(vertx), driver).awaitUp();
        broker = new Publishing(Loop.start(vertx), driver).awaitUp();
        Await.result(feed.subscribe("a"));
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
    void messagesAreTakenThroughoutAndKeepTheirOrder(RedisProgram program) {
        begin(program);
        List<Future<Void>> taken = new ArrayList<>();
        taken.add(broker.publishNumbers("a", "s1", 300));
        cluster.beginMove(ROAD, from, to);
        taken.add(broker.publishNumbers("a", "s2", 300));
        cluster.endMove(ROAD, from, to);
        taken.add(broker.publishNumbers("a", "s3", 300));
        taken.add(broker.publishNumbers("a", "s4", 300));
        Await.result(Future.all(taken));
        arrives();
        List<Integer> heard = feed.texts("a").stream()
                .filter(text -> !text.contains("again"))
                .map(ClusterMoveIT::number)
                .toList();
        assertThat(heard).doesNotHaveDuplicates().isSorted();
    }

    private static int number(String text) {
        String data = text.replaceAll(".*\"data\":\"s(\\d) (\\d+)\".*", "$1 $2");
        String[] words = data.split(" ");
        return Integer.parseInt(words[0]) * 1_000 + Integer.parseInt(words[1]);
    }

    @ParameterizedTest
    @EnumSource
    void aHistoryGoesAlongWithoutAGap(RedisProgram program) {
        begin(program);
        Await.result(broker.publishAll(Drafts.many("a", "s1", 100)));
        cluster.beginMove(ROAD, from, to);
        List<Position> acknowledged = new ArrayList<>(publish("s2"));
        cluster.endMove(ROAD, from, to);
        acknowledged.addAll(publish("s3"));
        Await.until("the channel is heard again", () -> feed.isUp() && feed.returns() > 0);
        Await.until("a draft is taken", () -> !publish("s4").isEmpty());
        List<Position> kept = broker.read("a", Page.after(Page.OLDEST, 1_000)).entries().stream()
                .map(Publication::position)
                .toList();
        assertThat(kept).containsAll(acknowledged);
        assertThat(kept)
                .extracting(Position::offset)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, kept.size()).boxed().toList());
        assertThat(feed.all())
                .extracting(each -> each.position().offset())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    /** Those that were taken; while the keys are under way some may be refused. */
    private List<Position> publish(String sender) {
        List<Future<Optional<Position>>> drafts = Drafts.many("a", sender, 50).stream()
                .map(draft -> broker.publish(draft).otherwise(Optional.empty()))
                .toList();
        Await.result(Future.all(drafts));
        return drafts.stream().flatMap(draft -> draft.result().stream()).toList();
    }

    private void arrives() {
        Await.until("a message at the new master", () -> {
            int before = feed.all().size();
            Await.result(broker.publish("a", "\"again\""));
            return feed.isUp() && feed.all().size() > before;
        });
    }
}

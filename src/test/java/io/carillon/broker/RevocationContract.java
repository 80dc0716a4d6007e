package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.RevocationStore.Part;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link RevocationStore} promises, held by every driver. */
public abstract class RevocationContract {
    private static final int MANY = 1_000;
    private static final long HOUR = 3_600_000;

    private Vertx vertx;
    private BrokerDriver driver;
    private Opened store;

    protected abstract BrokerDriver driver();

    /** One node's way to it. */
    private record Opened(Loop loop, RevocationStore store) {
        <T> T get(Function<RevocationStore, Future<T>> call) {
            return Await.result(loop.ask(context -> call.apply(store)));
        }
    }

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        driver = driver();
        store = open();
    }

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    private Opened open() {
        Loop loop = Loop.start(vertx);
        Opened opened = new Opened(loop, loop.get(driver::openRevocations));
        Await.until("the store is up", () -> answers(opened));
        return opened;
    }

    private static boolean answers(Opened opened) {
        return opened.get(store -> store.version().map(true).otherwise(false));
    }

    @Test
    void nothing_is_revoked_at_first() {
        assertThat(all(store)).isEmpty();
        assertThat(store.get(RevocationStore::version)).isEqualTo(store.get(RevocationStore::version));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_revoked_is_seen_by_everyone(Kind kind) {
        Opened other = open();
        Revocation revocation = revocation(kind, "a:b J\u00f6rg \ud83d\udd14");
        assertThat(put(revocation, MANY)).isTrue();
        assertThat(all(other)).containsExactly(revocation);
    }

    @Test
    void a_user_and_a_token_of_the_same_name_are_not_the_same() {
        put(revocation(Kind.USER, "a"), MANY);
        assertThat(remove(Kind.TOKEN, "a")).isFalse();
        assertThat(all(store)).hasSize(1);
    }

    @Test
    void the_last_time_counts() {
        put(revocation(Kind.USER, "a"), MANY);
        Revocation shorter = new Revocation(new Subject(Kind.USER, "a"), System.currentTimeMillis() + HOUR / 2);
        put(shorter, MANY);
        assertThat(all(store)).containsExactly(shorter);
    }

    @Test
    void what_was_lifted_is_gone() {
        put(revocation(Kind.USER, "a"), MANY);
        put(revocation(Kind.TOKEN, "b"), MANY);
        assertThat(remove(Kind.USER, "a")).isTrue();
        assertThat(remove(Kind.USER, "a")).isFalse();
        assertThat(all(store)).containsExactly(all(open()).get(0)).hasSize(1);
        assertThat(remove(Kind.TOKEN, "b")).isTrue();
        assertThat(all(store)).isEmpty();
    }

    @Test
    void the_version_is_another_one_after_each_change_and_only_then() {
        List<String> versions = new ArrayList<>(List.of(version()));
        put(revocation(Kind.USER, "a"), MANY);
        versions.add(version());
        put(revocation(Kind.USER, "a"), MANY);
        versions.add(version());
        put(revocation(Kind.USER, "b"), MANY);
        versions.add(version());
        remove(Kind.USER, "a");
        versions.add(version());
        assertThat(versions).doesNotHaveDuplicates();
        remove(Kind.USER, "a");
        assertThat(version()).isEqualTo(versions.get(4));
        assertThat(read(store, 0, 1).version()).isEqualTo(versions.get(4));
    }

    @Test
    void there_is_a_bound_and_what_is_over_does_not_count() {
        put(new Revocation(new Subject(Kind.USER, "over"), System.currentTimeMillis() - 1), MANY);
        assertThat(put(revocation(Kind.USER, "a"), 2)).isTrue();
        assertThat(put(revocation(Kind.USER, "b"), 2)).isTrue();
        assertThat(put(revocation(Kind.USER, "c"), 2)).isFalse();
        assertThat(put(revocation(Kind.USER, "b"), 2)).isTrue();
        assertThat(all(store)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 1_000})
    void parts_make_up_the_whole(int limit) {
        for (int i = 0; i < 7; i++) {
            put(revocation(Kind.USER, "u" + i), MANY);
        }
        List<Revocation> parts = new ArrayList<>();
        Part part;
        do {
            part = read(store, parts.size(), limit);
            parts.addAll(part.list());
        } while (part.more());
        assertThat(parts).containsExactlyInAnyOrderElementsOf(all(store)).hasSize(7);
    }

    private static Revocation revocation(Kind kind, String name) {
        return new Revocation(new Subject(kind, name), System.currentTimeMillis() + HOUR);
    }

    private boolean put(Revocation revocation, int most) {
        return store.get(each -> each.put(revocation, most));
    }

    private boolean remove(Kind kind, String name) {
        return store.get(each -> each.remove(new Subject(kind, name)));
    }

    private String version() {
        return store.get(RevocationStore::version);
    }

    private static Part read(Opened from, int offset, int limit) {
        return from.get(each -> each.read(offset, limit));
    }

    private static List<Revocation> all(Opened from) {
        return read(from, 0, MANY).list();
    }
}

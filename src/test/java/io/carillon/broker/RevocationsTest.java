package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Revoked;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node knows of a list that others change while it reads. */
class RevocationsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Loop loop = Loop.start(vertx);
    private final BusyStore store = new BusyStore();
    private final List<Revoked> told = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        loop.get(context -> {
            bus.listen(Addresses.REVOKED, told::add);
            return null;
        });
    }

    @AfterEach
    void close() {
        Await.result(vertx.close());
    }

    private void open() {
        Revocations revocations = new Revocations(vertx, store, bus, RevocationStore.MOST);
        loop.get(context -> {
            revocations.open();
            return null;
        });
    }

    private Set<String> known(int reading) {
        Await.until("reading " + reading, () -> told.size() > reading);
        return told.get(reading).until().keySet().stream().map(Subject::name).collect(Collectors.toSet());
    }

    @Test
    void a_list_that_changes_with_every_page_is_read_to_its_end() {
        store.busy = true;
        store.pages = List.of(List.of("a"), List.of("b"), List.of("c"));
        open();
        assertThat(known(0)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void one_that_slips_to_a_page_that_was_read_is_kept_and_one_that_is_gone_goes_with_the_next_reading() {
        store.busy = true;
        store.pages = List.of(List.of("a"), List.of("b"));
        open();
        assertThat(known(0)).containsExactlyInAnyOrder("a", "b");
        store.pages = List.of(List.of("c"), List.of("d"));
        Await.until("it was read", () -> known(told.size() - 1).contains("c"));
        Await.until("what is gone has gone", () -> known(told.size() - 1).equals(Set.of("c", "d")));
        assertThat(told.stream().map(each -> each.until().size())).contains(4);
    }

    /** Everything in it holds for ever. */
    private static final class BusyStore implements RevocationStore {
        volatile List<List<String>> pages = List.of();
        volatile boolean busy;
        private int version;

        @Override
        public Future<String> version() {
            return Future.succeededFuture("v" + version);
        }

        @Override
        public Future<Part> read(int offset, int limit) {
            version += busy ? 1 : 0;
            int page = offset / limit;
            List<Revocation> list = new ArrayList<>();
            pages.get(page).forEach(name -> list.add(new Revocation(new Subject(Kind.USER, name), Long.MAX_VALUE)));
            return Future.succeededFuture(new Part("v" + version, list, page < pages.size() - 1));
        }

        @Override
        public Future<Boolean> put(Revocation revocation, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Boolean> remove(Subject subject) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}

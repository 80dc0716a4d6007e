package io.carillon.broker;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The members of one channel as {@link PresenceStore} says it, on a clock of the test. Each node has its own {@link Road}
 * to it, on which what is asked for is done at one time and answered at another.
 */
final class ModelPresenceStore {
    private record Place(String lease, Member member) {}

    /** A call on its way. */
    private static final class Call<T> {
        final Supplier<T> task;
        final Promise<T> answer = Promise.promise();
        T result;
        boolean done;

        Call(Supplier<T> task) {
            this.task = task;
        }

        void perform() {
            if (!done) {
                done = true;
                result = task.get();
            }
        }
    }

    private final LongSupplier clock;
    /** What those who listen hear: {@code +} or {@code -} and the user. */
    final List<String> told = new ArrayList<>();

    private final Map<String, Place> places = new HashMap<>();
    /** By user, the clients that are away. */
    private final Map<String, ArrayDeque<String>> away = new HashMap<>();

    private final Map<String, Long> leases = new HashMap<>();
    private final Map<String, Long> lapsed = new HashMap<>();
    private String epoch = "";
    private int epochs;

    ModelPresenceStore(LongSupplier clock) {
        this.clock = clock;
    }

    List<String> clients() {
        return places.keySet().stream().sorted().toList();
    }

    void forgetEverything() {
        places.clear();
        away.clear();
        leases.clear();
        lapsed.clear();
        epoch = "";
    }

    /** What takes the store back to what it is now, as a failover does that has lost the newest. */
    Runnable snapshot() {
        Map<String, Place> placesThen = Map.copyOf(places);
        Map<String, List<String>> awayThen = new HashMap<>();
        away.forEach((user, absent) -> awayThen.put(user, List.copyOf(absent)));
        Map<String, Long> leasesThen = Map.copyOf(leases);
        Map<String, Long> lapsedThen = Map.copyOf(lapsed);
        String epochThen = epoch;
        return () -> {
            forgetEverything();
            places.putAll(placesThen);
            awayThen.forEach((user, absent) -> away.put(user, new ArrayDeque<>(absent)));
            leases.putAll(leasesThen);
            lapsed.putAll(lapsedThen);
            epoch = epochThen;
        };
    }

    private Renewal renew(String lease, String known, long life) {
        boolean isNew = known.isEmpty();
        Long until = leases.get(lease);
        boolean held = isNew || until != null && epoch.equals(known);
        long now = clock.getAsLong();
        if (held && until != null && until <= now) {
            leases.replaceAll((each, end) -> end <= now ? now + life : end);
        }
        if (held) {
            leases.put(lease, now + life);
        }
        epoch = epoch.isEmpty() ? "e" + ++epochs : epoch;
        List<String> handed = new ArrayList<>();
        if (!isNew) {
            leases.entrySet().removeIf(each -> each.getValue() <= now && lapsed.put(each.getKey(), 0L) == null);
            lapsed.forEach((each, from) -> {
                if (from <= now) {
                    handed.add(each);
                }
            });
            handed.forEach(each -> lapsed.put(each, now + 8_000));
        }
        return new Renewal(epoch, held, handed);
    }

    private boolean write(Change change) {
        if (change.known()
                && places.values().stream().noneMatch(place -> place.lease().equals(change.lease()))) {
            return false;
        }
        change.steps().forEach(step -> perform(step.kind(), step.member(), change.lease()));
        return true;
    }

    private void perform(Step.Kind kind, Member member, String lease) {
        Place there = places.get(member.clientId());
        switch (kind) {
            case JOIN, RETURN -> {
                if (there == null && !takePlace(member.user())) {
                    told.add("+" + member.user());
                }
                put(there, member, lease);
            }
            case RESTORE -> put(there, member, lease);
            case FOLLOW -> {
                if (there != null) {
                    put(there, member, lease);
                }
            }
            case AWAY -> {
                if (there != null && there.lease().equals(lease)) {
                    forgetAway(member);
                    away.computeIfAbsent(member.user(), user -> new ArrayDeque<>())
                            .add(member.clientId());
                }
            }
            case DEPART -> remove(member);
            case FAREWELL -> {
                if (!remove(member)) {
                    told.add("-" + member.user());
                }
            }
        }
    }

    /** Whoever is moved from another lease is not away any more. */
    private void put(Place there, Member member, String lease) {
        if (there != null && !there.lease().equals(lease)) {
            forgetAway(there.member());
        }
        places.put(member.clientId(), new Place(lease, member));
    }

    private void forgetAway(Member member) {
        ArrayDeque<String> absent = away.get(member.user());
        if (absent != null) {
            absent.remove(member.clientId());
        }
    }

    private boolean takePlace(String user) {
        ArrayDeque<String> absent = away.getOrDefault(user, new ArrayDeque<>());
        String client = absent.poll();
        return client != null && places.remove(client) != null;
    }

    private boolean remove(Member member) {
        boolean there = places.remove(member.clientId()) != null;
        if (there) {
            forgetAway(member);
            told.add("-" + member.user());
        }
        return there;
    }

    private long sweep(String lease) {
        List<Place> left = places.values().stream()
                .filter(place -> place.lease().equals(lease))
                .toList();
        left.forEach(place -> remove(place.member()));
        lapsed.remove(lease);
        return left.size();
    }

    private Void retire(String lease, long rest) {
        leases.computeIfPresent(lease, (each, until) -> Math.min(until, clock.getAsLong() + rest));
        return null;
    }

    /** One node's connection; what it asks for is done in order. */
    final class Road implements PresenceStore {
        private final ArrayDeque<Call<?>> calls = new ArrayDeque<>();
        private boolean up = true;
        private long returns = 1;

        private <T> Future<T> call(Supplier<T> task) {
            if (!up) {
                return Future.failedFuture(new BrokerUnavailableException("away"));
            }
            Call<T> call = new Call<>(task);
            calls.add(call);
            return call.answer.future();
        }

        /** Does the oldest that is not done. */
        void perform() {
            calls.stream().filter(call -> !call.done).findFirst().ifPresent(Call::perform);
        }

        /** Answers the oldest, if it is done. */
        boolean answer() {
            if (calls.isEmpty() || !calls.peek().done) {
                return false;
            }
            complete(calls.remove());
            return true;
        }

        private <T> void complete(Call<T> call) {
            call.answer.complete(call.result);
        }

        /** The connection is lost, and with it all answers; what is not done never will be. */
        void cut() {
            up = false;
            List<Call<?>> lost = List.copyOf(calls);
            calls.clear();
            lost.forEach(call -> call.answer.fail(new BrokerUnavailableException("away")));
        }

        void heal() {
            if (!up) {
                up = true;
                returns++;
            }
        }

        @Override
        public Future<Renewal> renew(String lease, String known, Duration life) {
            return call(() -> ModelPresenceStore.this.renew(lease, known, life.toMillis()));
        }

        @Override
        public Future<Boolean> write(Change change) {
            return call(() -> ModelPresenceStore.this.write(change));
        }

        @Override
        public Future<Attendance> read(ChannelName channel) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Long> sweep(String lease, Predicate<ChannelName> announced) {
            return call(() -> ModelPresenceStore.this.sweep(lease));
        }

        @Override
        public Future<Void> retire(String lease, Duration rest) {
            return call(() -> ModelPresenceStore.this.retire(lease, rest.toMillis()));
        }

        @Override
        public boolean isUp() {
            return up;
        }

        @Override
        public long returns() {
            return returns;
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}

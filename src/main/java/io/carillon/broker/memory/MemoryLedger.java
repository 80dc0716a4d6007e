package io.carillon.broker.memory;

import io.carillon.broker.EventStep;
import io.carillon.broker.EventStore.Terms;
import io.carillon.broker.QueueHead;
import io.carillon.broker.Renewal;
import io.carillon.config.EventHookConfig.Kind;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The connections and occupied channels of the process and the events about them, which go with it. Guarded by its own
 * lock, since an old verticle may end while a new one begins.
 */
final class MemoryLedger {
    private static final int CUT = 1006;

    private final MemoryLeases leases = new MemoryLeases();
    private final MemoryQueue queue = new MemoryQueue();
    /** By lease and client. */
    private final Map<String, Map<String, MemoryClient>> connections = new HashMap<>();
    /** By lease. */
    private final Map<String, Set<String>> channels = new HashMap<>();
    /** By channel, how many leases have it. */
    private final Map<String, Integer> occupied = new HashMap<>();

    synchronized Renewal renew(String lease, String epoch, Duration life) {
        return leases.renew(lease, epoch, life);
    }

    synchronized void retire(String lease, Duration rest) {
        leases.retire(lease, rest);
    }

    synchronized long write(Terms terms, String lease, List<EventStep> steps) {
        if (!leases.isHeld(lease)) {
            return -1;
        }
        for (EventStep step : steps) {
            switch (step.kind()) {
                case CAME, STAYED, RESTORED -> come(terms, lease, step);
                case WENT -> go(terms, step);
                case OCCUPIED, KEPT -> occupy(terms, lease, step);
                case VACATED -> vacate(terms, step);
            }
        }
        return queue.takeDropped();
    }

    private void come(Terms terms, String lease, EventStep step) {
        Map<String, MemoryClient> mine = connections.computeIfAbsent(lease, none -> new HashMap<>());
        if (mine.containsKey(step.subject())) {
            return;
        }
        MemoryClient client = take(terms, step.subject());
        if (client == null) {
            boolean again = step.kind() == EventStep.Kind.STAYED;
            String token = lease.substring(lease.lastIndexOf('.') + 1);
            client = new MemoryClient(again ? ":" + token : "", step.user());
            if (step.kind() != EventStep.Kind.RESTORED) {
                queue.connection(terms, terms.node(), Kind.CONNECT, step.subject(), client, step.at(), 0);
            }
        }
        mine.put(step.subject(), client);
    }

    /** From whatever lease of the node it is under. */
    private MemoryClient take(Terms terms, String client) {
        for (Map.Entry<String, Map<String, MemoryClient>> each : connections.entrySet()) {
            MemoryClient found = isOf(each.getKey(), terms) ? each.getValue().remove(client) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static boolean isOf(String lease, Terms terms) {
        return lease.startsWith(terms.node() + ".");
    }

    private void go(Terms terms, EventStep step) {
        MemoryClient known = take(terms, step.subject());
        MemoryClient client = known == null ? new MemoryClient("", step.user()) : known;
        queue.connection(terms, terms.node(), Kind.DISCONNECT, step.subject(), client, step.at(), step.code());
    }

    private void occupy(Terms terms, String lease, EventStep step) {
        String channel = step.subject();
        Set<String> mine = channels.computeIfAbsent(lease, none -> new HashSet<>());
        if (mine.contains(channel)) {
            return;
        }
        boolean moved = leave(terms, channel);
        mine.add(channel);
        if (!moved && occupied.merge(channel, 1, Integer::sum) == 1 && step.kind() == EventStep.Kind.OCCUPIED) {
            queue.channel(terms, terms.node(), Kind.OCCUPIED, channel, step.at());
        }
    }

    private boolean leave(Terms terms, String channel) {
        for (Map.Entry<String, Set<String>> each : channels.entrySet()) {
            if (isOf(each.getKey(), terms) && each.getValue().remove(channel)) {
                return true;
            }
        }
        return false;
    }

    private void vacate(Terms terms, EventStep step) {
        if (leave(terms, step.subject())) {
            release(terms, terms.node(), step.subject(), step.at());
        }
    }

    private void release(Terms terms, String node, String channel, long at) {
        if (occupied.merge(channel, -1, Integer::sum) <= 0) {
            occupied.remove(channel);
            queue.channel(terms, node, Kind.VACATED, channel, at);
        }
    }

    synchronized long sweep(Terms terms, String lease) {
        if (leases.isLapsed(lease)) {
            long now = System.currentTimeMillis();
            String node = lease.substring(0, lease.lastIndexOf('.'));
            Map<String, MemoryClient> clients = connections.remove(lease);
            if (clients != null) {
                clients.forEach((id, client) -> queue.connection(terms, node, Kind.DISCONNECT, id, client, now, CUT));
            }
            Set<String> names = channels.remove(lease);
            if (names != null) {
                names.forEach(channel -> release(terms, node, channel, now));
            }
            leases.swept(lease);
        }
        return queue.takeDropped();
    }

    synchronized QueueHead take(String courier, Duration life, String delivered, int most) {
        return queue.take(courier, life, delivered, most);
    }

    synchronized void resign(String courier) {
        queue.resign(courier);
    }
}

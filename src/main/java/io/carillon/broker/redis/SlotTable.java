package io.carillon.broker.redis;

import io.vertx.redis.client.Response;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which master has which slot, as one node of the cluster has told it. Belongs to one event loop. */
final class SlotTable {
    private final NodeAddress[] owners = new NodeAddress[HashSlot.COUNT];
    private final Set<NodeAddress> nodes = new LinkedHashSet<>();

    /** Of a Redis that is no cluster: one master has all slots. */
    static SlotTable of(NodeAddress master) {
        SlotTable table = new SlotTable();
        Arrays.fill(table.owners, master);
        table.nodes.add(master);
        return table;
    }

    /**
     * Reads the answer to {@code CLUSTER SLOTS}.
     *
     * @param asked the host that has answered, which stands for a host without a name
     * @throws IllegalArgumentException when it is no such answer, or when there are no slots in it
     */
    static SlotTable read(Response slots, String asked) {
        SlotTable table = new SlotTable();
        try {
            for (Response range : slots) {
                NodeAddress master = address(range.get(2), asked);
                Arrays.fill(table.owners, range.get(0).toInteger(), range.get(1).toInteger() + 1, master);
                for (int i = 2; i < range.size(); i++) {
                    table.nodes.add(address(range.get(i), asked));
                }
            }
        } catch (NullPointerException | IndexOutOfBoundsException | UnsupportedOperationException e) {
            throw new IllegalArgumentException("No table of slots", e);
        }
        if (table.nodes.isEmpty()) {
            throw new IllegalArgumentException("A node that knows of no slots");
        }
        return table;
    }

    private static NodeAddress address(Response node, String asked) {
        String host = node.get(0) == null ? "" : node.get(0).toString();
        boolean named = !host.isEmpty() && !host.equals("?");
        return new NodeAddress(named ? host : asked, node.get(1).toInteger());
    }

    /**
     * Takes over what a newer table says; a slot that nobody has there stays with its last master.
     *
     * @return whether a slot has another master now
     */
    boolean update(SlotTable newer) {
        boolean changed = false;
        for (int slot = 0; slot < owners.length; slot++) {
            if (newer.owners[slot] != null && !newer.owners[slot].equals(owners[slot])) {
                owners[slot] = newer.owners[slot];
                changed = true;
            }
        }
        nodes.clear();
        nodes.addAll(newer.nodes);
        return changed;
    }

    void setOwner(int slot, NodeAddress master) {
        owners[slot] = master;
    }

    /** The master of the slot, or null when nobody has it. */
    NodeAddress owner(int slot) {
        return owners[slot];
    }

    Set<NodeAddress> masters() {
        return Arrays.stream(owners).filter(Objects::nonNull).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** All nodes, replicas too. */
    Set<NodeAddress> nodes() {
        return nodes;
    }
}

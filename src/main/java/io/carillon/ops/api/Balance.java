package io.carillon.ops.api;

import java.util.List;

/** Who has too many connections. */
final class Balance {
    /** In percent: nobody is disturbed for less. */
    private static final int TOLERANCE = 5;

    private Balance() {}

    /** What a node has. */
    record Load(String id, int connections) {}

    /** @param surplus how many of them are to go elsewhere */
    record Surplus(String id, int connections, int surplus) {
        double part() {
            return (double) surplus / connections;
        }
    }

    /** The target is the average, rounded up; who is above it by more than the tolerance goes down to it. */
    static List<Surplus> surpluses(List<Load> loads) {
        long all = loads.stream().mapToLong(Load::connections).sum();
        long target = loads.isEmpty() ? 0 : (all + loads.size() - 1) / loads.size();
        return loads.stream()
                .filter(load -> (load.connections() - target) * 100 > target * TOLERANCE)
                .map(load -> new Surplus(load.id(), load.connections(), (int) (load.connections() - target)))
                .toList();
    }
}

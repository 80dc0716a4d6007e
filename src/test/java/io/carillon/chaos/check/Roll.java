package io.carillon.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who was in the channel with presence, and when, as those say who were. Events of each in their order. */
public final class Roll {
    private final Map<String, Stay> stays = new LinkedHashMap<>();
    private final Map<String, Stay> current = new HashMap<>();

    /** The life of one connection as a member. */
    static final class Stay {
        static final long NEVER = Long.MAX_VALUE;

        final String who;
        final String clientId;
        final int node;
        long entered = NEVER;
        long parted = NEVER;

        Stay(String who, String clientId, int node) {
            this.who = who;
            this.clientId = clientId;
            this.node = node;
        }
    }

    public void see(Event event) {
        if (event instanceof Event.Welcomed welcomed) {
            Stay stay = new Stay(welcomed.who(), welcomed.clientId(), welcomed.node());
            stays.put(stay.clientId, stay);
            current.put(stay.who, stay);
        } else if (event instanceof Event.Subscribed subscribed && current.containsKey(subscribed.who())) {
            current.get(subscribed.who()).entered = subscribed.at();
        } else if (event instanceof Event.Parted parted && current.containsKey(parted.who())) {
            current.remove(parted.who()).parted = parted.at();
        }
    }

    /** Whether an answer names everybody who was there when it was asked for, and is still there. */
    public boolean isWhole(Event.Present present) {
        Set<String> named = names(present);
        return current.values().stream()
                .filter(each -> each.entered < present.asked())
                .allMatch(each -> named.contains(each.clientId));
    }

    static Set<String> names(Event.Present present) {
        return present.members().isEmpty() ? Set.of() : Set.of(present.members().split(","));
    }

    /** Null when nobody has had this name. */
    Stay stay(String clientId) {
        return stays.get(clientId);
    }

    /** Those of each one after the other. */
    List<List<Stay>> lives() {
        Map<String, List<Stay>> lives = new HashMap<>();
        stays.values().stream()
                .filter(each -> each.entered != Stay.NEVER)
                .forEach(each -> lives.computeIfAbsent(each.who, who -> new ArrayList<>())
                        .add(each));
        return List.copyOf(lives.values());
    }
}

package io.carillon.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What comes of another configuration while a node runs: namespaces, limits and keys become those of the next one,
 * everything else stays.
 *
 * @param config holds from now on
 */
public record Adoption(Config config, Reloaded reloaded) {
    public static Adoption of(Config current, Config next) {
        Config adopted = new Config(
                current.server().adopt(next.server()),
                current.ops().adopt(next.ops()),
                next.auth(),
                namespaces(current.namespaces(), next.namespaces()),
                current.presence(),
                current.broker(),
                current.heartbeat(),
                next.limits(),
                current.metrics(),
                current.cluster(),
                current.shutdown(),
                current.hooks(),
                current.outbound());
        return new Adoption(adopted, new Reloaded(changes(current, adopted), Differences.between(adopted, next)));
    }

    private static Map<String, NamespaceConfig> namespaces(
            Map<String, NamespaceConfig> current, Map<String, NamespaceConfig> next) {
        Map<String, NamespaceConfig> adopted = new LinkedHashMap<>(next);
        adopted.replaceAll(
                (name, options) -> current.containsKey(name) ? current.get(name).adopt(options) : options);
        return adopted;
    }

    private static List<String> changes(Config current, Config adopted) {
        Map<String, Boolean> parts = new LinkedHashMap<>();
        parts.put("namespaces", current.namespaces().equals(adopted.namespaces()));
        parts.put("limits", current.limits().equals(adopted.limits()));
        parts.put("auth", current.auth().equals(adopted.auth()));
        parts.put("server.tls", current.server().equals(adopted.server()));
        parts.put("ops.apiKeys", current.ops().apiKeys().equals(adopted.ops().apiKeys()));
        parts.put(
                "ops.auditPublishes",
                current.ops().auditPublishes() == adopted.ops().auditPublishes());
        List<String> changes = new ArrayList<>(parts.keySet());
        changes.removeIf(parts::get);
        return changes;
    }
}

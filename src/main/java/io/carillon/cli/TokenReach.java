package io.carillon.cli;

import io.carillon.auth.Grants;
import io.carillon.config.NamespaceConfig;
import io.carillon.config.NamespaceConfig.Access;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the bearer of a token may do at all, before somebody wonders why everything is refused. */
final class TokenReach {
    private static final String OPTIONS = "; add --subscribe, --publish, --history, --presence or --all";

    private TokenReach() {}

    /** @param namespaces those of the server, where they are known */
    static Optional<String> warning(Grants grants, Optional<Map<String, NamespaceConfig>> namespaces) {
        boolean grantsNothing =
                List.of(grants.subscribe(), grants.publish(), grants.history(), grants.presence()).stream()
                        .allMatch(List::isEmpty);
        String open = namespaces.stream()
                .flatMap(known -> known.entrySet().stream())
                .filter(each -> isOpen(each.getValue()))
                .map(each -> each.getKey().isEmpty() ? "\"\"" : each.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
        if (grantsNothing) {
            return Optional.of(
                    open.isEmpty()
                            ? "This token may do nothing: it grants nothing" + OPTIONS
                            : "This token grants nothing: its bearer may do what is open to anyone, in the namespaces "
                                    + open + OPTIONS);
        }
        return namespaces
                .filter(known -> open.isEmpty() && known.entrySet().stream().noneMatch(each -> reaches(grants, each)))
                .map(known ->
                        "This token may do nothing: no namespace of the configuration has a channel that it grants");
    }

    private static boolean isOpen(NamespaceConfig options) {
        return List.of(options.subscribe(), options.publish(), options.history(), options.presence())
                .contains(Access.ANYONE);
    }

    private static boolean reaches(Grants grants, Map.Entry<String, NamespaceConfig> namespace) {
        String name = namespace.getKey();
        NamespaceConfig options = namespace.getValue();
        return reaches(grants.subscribe(), options.subscribe(), name)
                || reaches(grants.publish(), options.publish(), name)
                || reaches(grants.history(), options.history(), name)
                || reaches(grants.presence(), options.presence(), name);
    }

    private static boolean reaches(List<String> patterns, Access access, String namespace) {
        return access == Access.GRANTED && patterns.stream().anyMatch(pattern -> mayMatch(pattern, namespace));
    }

    /** Judged by what stands before the first star; a namespace that is no match is never taken for one that is. */
    private static boolean mayMatch(String pattern, String namespace) {
        int star = pattern.indexOf('*');
        String literal = star < 0 ? pattern : pattern.substring(0, star);
        if (namespace.isEmpty()) {
            return !literal.contains(":");
        }
        String prefix = namespace + ":";
        return literal.startsWith(prefix) || star >= 0 && prefix.startsWith(literal);
    }
}

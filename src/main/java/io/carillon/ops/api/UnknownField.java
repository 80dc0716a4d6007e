package io.carillon.ops.api;

import io.carillon.config.NearestKey;
import io.carillon.json.SurrogatePairs;
import io.carillon.protocol.ProtocolException;
import java.util.Set;
import java.util.TreeSet;

/** What is said of a field that a call does not have: a misspelt option must not be ignored in silence. */
final class UnknownField {
    private static final int SHOWN = 64;

    private UnknownField() {}

    static ProtocolException refusal(String name, Set<String> known) {
        String shown = name.length() <= SHOWN ? name : SurrogatePairs.cut(name, SHOWN) + "...";
        return Call.invalid("Unknown field \"" + shown + "\"" + hint(name, new TreeSet<>(known)));
    }

    private static String hint(String name, Set<String> known) {
        return NearestKey.near(name, known)
                .map(nearest -> ", did you mean \"" + nearest + "\"?")
                .orElse(known.isEmpty() ? ": this call has none" : ": this call has " + String.join(", ", known));
    }
}

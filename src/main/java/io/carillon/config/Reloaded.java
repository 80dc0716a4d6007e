package io.carillon.config;

import java.util.List;
import java.util.stream.Stream;

/**
 * What came of reading the configuration again.
 *
 * @param changed parts that hold from now on and are not what they were
 * @param restart paths of what the file says and the node does not do before it is started again
 */
public record Reloaded(List<String> changed, List<String> restart) {
    /** The same, and these parts, whose files have other contents. */
    public Reloaded with(List<String> parts) {
        return new Reloaded(
                Stream.concat(changed.stream(), parts.stream()).distinct().toList(), restart);
    }
}

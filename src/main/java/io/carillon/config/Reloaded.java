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
    /** The same, and what has changed in files that the configuration names. */
    public Reloaded with(Reloaded files) {
        return new Reloaded(joined(changed, files.changed), joined(restart, files.restart));
    }

    private static List<String> joined(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).distinct().toList();
    }
}

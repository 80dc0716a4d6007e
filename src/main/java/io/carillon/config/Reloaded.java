package io.carillon.config;

import java.util.List;

/**
 * What came of reading the configuration again.
 *
 * @param changed parts that hold from now on and are not what they were
 * @param restart paths of what the file says and the node does not do before it is started again
 */
public record Reloaded(List<String> changed, List<String> restart) {}

package io.carillon.auth;

import java.util.List;

/** Channel patterns of a token, by action; {@code *} matches any run of characters. */
public record Grants(List<String> subscribe, List<String> publish, List<String> history, List<String> presence) {
    public static final Grants NONE = new Grants(List.of(), List.of(), List.of(), List.of());

    /** Everything that the options of namespaces leave to tokens. */
    public static final Grants EVERYTHING = new Grants(List.of("*"), List.of("*"), List.of("*"), List.of("*"));
}

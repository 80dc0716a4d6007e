package io.carillon.config;

/** What a client asks for and may be allowed only so often. */
public enum Operation {
    SUBSCRIBE,
    PUBLISH,
    HISTORY,
    PRESENCE,
    REFRESH
}

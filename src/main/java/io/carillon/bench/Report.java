package io.carillon.bench;

import io.vertx.core.json.JsonObject;

/** What a scenario has found. */
public interface Report {
    /** Whether it came to its end and everything was as promised. */
    boolean isClean();

    /** Everything, as one object. */
    JsonObject json();

    /** Everything, for people: lines with line ends. */
    String table();
}

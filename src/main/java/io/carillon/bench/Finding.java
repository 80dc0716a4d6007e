package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** What one step of a run has found. */
interface Finding {
    /** Its name in JSON. */
    String name();

    JsonObject json();

    /** For people. */
    void tell(Rows rows);

    /** What should not have been; none when all is well. */
    List<String> blemishes();
}

package io.carillon.outbound;

import io.vertx.core.buffer.Buffer;

/** What the other side answered, whatever its status. */
public record Answer(int status, Buffer body) {
    /** Whether the status is one of success. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }
}

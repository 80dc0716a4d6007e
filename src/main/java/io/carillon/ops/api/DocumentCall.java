package io.carillon.ops.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** {@code GET /api/openapi.json}: all calls, for programs to read. The document is written by hand. */
public final class DocumentCall {
    private static final String RESOURCE = "/api/openapi.json";

    private final Reply document = new Reply(200, Buffer.buffer(read()));

    public List<Endpoint> endpoints() {
        return List.of(Endpoint.get("/api/openapi.json", call -> Future.succeededFuture(document)));
    }

    private static byte[] read() {
        try (InputStream document = DocumentCall.class.getResourceAsStream(RESOURCE)) {
            return document.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}

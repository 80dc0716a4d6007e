package io.carillon.ops.api;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A path that there is, asked with a method that it has not. Without a stack trace, since it tells of no fault. */
final class MethodNotAllowedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String allowed;

    /** @param methods those that it has; who may GET may ask for the head alone */
    MethodNotAllowedException(List<String> methods) {
        super("Method not allowed", null, false, false);
        allowed = methods.stream()
                .flatMap(method -> method.equals("GET") ? Stream.of(method, "HEAD") : Stream.of(method))
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** As the header {@code Allow} has it. */
    String allowed() {
        return allowed;
    }
}

package io.carillon.ops.api;

import io.carillon.ops.question.Nodes;

/**
 * Nobody knows the connection that a call is about. It may be on a node that has not answered: so the error says how many
 * have.
 */
final class NobodyFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Nodes nodes;

    NobodyFoundException(Nodes nodes) {
        super("No such connection", null, false, false);
        this.nodes = nodes;
    }

    Nodes nodes() {
        return nodes;
    }
}

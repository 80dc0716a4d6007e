package io.carillon.bench;

/** The load generator itself cannot go on. */
public final class BenchException extends RuntimeException {
    BenchException(String message) {
        super(message);
    }
}

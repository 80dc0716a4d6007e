package io.carillon.broker;

/** The broker cannot take this now: not connected, too many under way, or no answer within the deadline. */
public class BrokerUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: during an outage it is made for every publish, and its place says nothing. */
    public BrokerUnavailableException(String message) {
        super(message, null, false, false);
    }
}

package io.carillon.broker;

/** A user waits for so much of what it has asked to read that this could not be read in time. */
public final class TooManyReadsException extends BrokerUnavailableException {
    private static final long serialVersionUID = 1L;

    TooManyReadsException() {
        super("Too much is being read for this user");
    }
}

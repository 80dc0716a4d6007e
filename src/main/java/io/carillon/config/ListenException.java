package io.carillon.config;

/** An address where the node was told to listen cannot be had: taken, or not this machine's. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param section of the configuration, which says what listens there
     * @param reason as the system tells it
     */
    public ListenException(String section, String host, int port, Throwable reason) {
        super(section + ": cannot listen on " + at(host) + ":" + port + ": " + reason.getMessage(), reason);
    }

    private static String at(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}

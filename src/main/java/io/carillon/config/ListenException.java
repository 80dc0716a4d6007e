package io.carillon.config;

/** An address where the node was told to listen cannot be had: taken, or not this machine's. */
public final class ListenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param section of the configuration, which says what listens there
     * @param reason as the system tells it
     */
    public ListenException(String section, String host, int port, Throwable reason) {
        super(words(section, at(host) + ":" + port, reason), reason);
    }

    /** Begins with the key to change. Systems and transports have many words for few reasons. */
    private static String words(String section, String address, Throwable reason) {
        String cannot = ": cannot listen on " + address + ": ";
        if (Reason.says(reason, "in use")) {
            return section + ".port" + cannot + "Address already in use, by another program or another node";
        }
        if (Reason.says(reason, "permission denied")) {
            return section + ".port" + cannot + "Permission denied; ports below 1024 need a right of their own";
        }
        if (Reason.says(reason, "assign requested address") || Reason.says(reason, "address not available")) {
            return section + ".host" + cannot + "not an address of this machine";
        }
        if (Reason.of(reason).startsWith("unknown host")) {
            return section + ".host" + cannot + "unknown host";
        }
        return section + ".port" + cannot + Reason.of(reason);
    }

    private static String at(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}

package io.carillon.broker.redis;

/** Errors with which Redis answers a command and that are not about one key alone: what they mean, and what follows. */
enum RedisError {
    MISCONF("Redis cannot save its data to disk and takes no writes: history, keys and presence get 503"),
    OOM("Redis is out of memory and takes no writes: history, keys and presence get 503"),
    NOREPLICAS(
            "Redis has fewer replicas in step than it needs and takes no writes: history, keys and presence get 503"),
    READONLY("This Redis is a replica: looking for the master, history, keys and presence get 503"),
    LOADING("Redis is still loading its data: history, keys and presence get 503"),
    MASTERDOWN("This Redis is a replica that has lost its master: history, keys and presence get 503"),
    CLUSTERDOWN("The Redis Cluster does not serve all slots: channels of those get 503"),
    TRYAGAIN("Slots of the Redis Cluster are under way to another node: channels of those get 503"),
    BUSY("A script or function of another program blocks Redis: everything gets 503"),
    UNKILLABLE("A script of another program that has written blocks Redis until it ends: everything gets 503"),
    NOAUTH("Redis asks for a password and broker.redis has none for it"),
    WRONGPASS("Redis does not know the user or password of broker.redis"),
    NOPERM("The Redis user lacks rights: compare it with the ACL line of OPERATIONS"),
    /** Anything else, which may be about one key. */
    OTHER("Redis refuses a command");

    private static final String IN_SCRIPT = "The user executing the script can't";

    private final String text;

    RedisError(String text) {
        this.text = text;
    }

    /** A sentence for operators. */
    String text() {
        return text;
    }

    /** Whether only an operator can end it, so that it is not over because it was not seen for a while. */
    boolean isLasting() {
        return this == NOPERM || this == OTHER;
    }

    /** Whether it keeps the node from serving. */
    boolean isNodeWide() {
        return this != OTHER;
    }

    /**
     * Which one it is. Redis before 7 puts its own words around what went wrong inside a script, so a code counts wherever it
     * stands.
     *
     * @return null for a redirection, which is no trouble
     */
    static RedisError of(String error) {
        for (RedisError each : values()) {
            if (has(error, each.name())) {
                return each;
            }
        }
        if (has(error, "MOVED") || has(error, "ASK")) {
            return null;
        }
        return error.contains(IN_SCRIPT) ? NOPERM : OTHER;
    }

    private static boolean has(String error, String code) {
        return error.equals(code) || error.startsWith(code + " ") || error.contains("-" + code + " ");
    }
}

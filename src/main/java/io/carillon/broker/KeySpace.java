package io.carillon.broker;

/** The keys by which publishes are known again, as a {@link Draft} has them: each publisher's are its own. */
public final class KeySpace {
    private KeySpace() {}

    /** The length keeps apart where the user ends and the key begins. */
    public static String ofUser(String userId, String key) {
        return userId.length() + ":" + userId + key;
    }

    /** No user's key begins like this: it would have a number there. */
    public static String ofApi(String key) {
        return "api:" + key;
    }
}

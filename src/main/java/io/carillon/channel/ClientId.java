package io.carillon.channel;

/** The form of a connection's name: 1 to 64 characters of {@code A-Z a-z 0-9 _ -}. It needs no escaping anywhere. */
public final class ClientId {
    public static final int MAX_LENGTH = 64;

    private ClientId() {}

    /** Whether a text could be a connection's name; there may be no such connection. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }
}

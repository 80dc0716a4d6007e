package io.carillon.auth;

/** Which texts a claim may hold: they go into logs, keys and frames. */
public final class ClaimText {
    /** Longest one, in UTF-16 characters. */
    public static final int MAX_LENGTH = 255;

    private ClaimText() {}

    /** Neither empty nor too long, no control characters and no half of a surrogate pair. */
    public static boolean isGood(String text) {
        return hasGoodLength(text) && isPrintable(text);
    }

    static boolean hasGoodLength(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH;
    }

    static boolean isPrintable(String text) {
        return text.codePoints()
                .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}

package io.carillon.json;

/** JSON can write half of a surrogate pair, {@code "\\ud800"}, which no UTF-8 can: so it is no name, key or id of anything. */
public final class SurrogatePairs {
    private SurrogatePairs() {}

    /** The beginning of a text, of at most so many UTF-16 characters; a pair that would be cut apart is left out. */
    public static String cut(String text, int length) {
        boolean apart =
                text.length() > length && Character.isSurrogatePair(text.charAt(length - 1), text.charAt(length));
        return text.substring(0, Math.min(text.length(), apart ? length - 1 : length));
    }

    /** Whether the text has no half of a pair; false also where two halves stand in the wrong order. */
    public static boolean areWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (i + 1 == text.length() || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}

package io.carillon.auth;

/**
 * Channel patterns of grants: {@code *} stands for any run of characters, the empty one and colons included; all else
 * for itself.
 *
 * <p>Works on the text as it is, since a compiled form would be kept for each connection. The pieces between the stars
 * are searched from left to right, and the first place where one is found is final: a later place never helps what
 * follows. So there is no backtracking, and a check takes at most pattern length times name length comparisons.
 */
final class ChannelPattern {
    private ChannelPattern() {}

    static boolean matches(String pattern, String name) {
        int firstStar = pattern.indexOf('*');
        if (firstStar < 0) {
            return pattern.equals(name);
        }
        int lastStar = pattern.lastIndexOf('*');
        int suffix = pattern.length() - lastStar - 1;
        int end = name.length() - suffix;
        return firstStar <= end
                && name.regionMatches(0, pattern, 0, firstStar)
                && name.regionMatches(end, pattern, lastStar + 1, suffix)
                && (firstStar == lastStar || inOrder(pattern, firstStar, lastStar, name.substring(firstStar, end)));
    }

    /** Whether the pieces between the first and the last star occur one after the other in the text. */
    private static boolean inOrder(String pattern, int firstStar, int lastStar, String text) {
        int from = 0;
        int star = firstStar;
        while (star < lastStar) {
            int nextStar = pattern.indexOf('*', star + 1);
            String piece = pattern.substring(star + 1, nextStar);
            int found = text.indexOf(piece, from);
            if (found < 0) {
                return false;
            }
            from = found + piece.length();
            star = nextStar;
        }
        return true;
    }
}

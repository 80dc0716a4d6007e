package io.carillon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what an unknown key was probably meant to be, by edit distance. */
public final class NearestKey {
    /** Longer keys are compared by their beginning: no known key is nearly that long. */
    private static final int COMPARED = 64;

    private static final int MOST = 4;
    private static final int BEGINNING = 3;

    /**
     * The known key that the fewest insertions, deletions and replacements make of this one, whatever the case; the first of
     * equals. Nothing where they are more than half of the longer one, or than a few: that is another word. A beginning is
     * near to the whole.
     */
    public static Optional<String> near(String key, Collection<String> known) {
        String compared = key.substring(0, Math.min(key.length(), COMPARED)).toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> isNear(compared, candidate.toLowerCase(Locale.ROOT)))
                .min(Comparator.comparingInt(candidate -> distance(compared, candidate.toLowerCase(Locale.ROOT))));
    }

    private static boolean isNear(String key, String candidate) {
        int most = Math.min(MOST, Math.max(key.length(), candidate.length()) / 2);
        return distance(key, candidate) <= most || key.length() >= BEGINNING && candidate.startsWith(key);
    }

    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }

    private NearestKey() {}
}

package io.carillon.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what an unknown key was probably meant to be, by edit distance. */
public final class NearestKey {
    /** Longer keys are compared by their beginning: no known key is nearly that long. */
    private static final int COMPARED = 64;

    /** The known key that the fewest insertions, deletions and replacements make of this one; the first of equals. */
    static String of(String key, Collection<String> known) {
        String compared = key.substring(0, Math.min(key.length(), COMPARED));
        return known.stream()
                .min(Comparator.comparingInt(candidate -> distance(compared, candidate)))
                .orElseThrow();
    }

    /** The same, but nothing where it is so different that nobody can have meant it. */
    public static Optional<String> near(String key, Collection<String> known) {
        return known.isEmpty() || key.length() > COMPARED
                ? Optional.empty()
                : Optional.of(of(key, known))
                        .filter(nearest ->
                                distance(key, nearest) <= (Math.max(key.length(), nearest.length()) + 1) / 3);
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

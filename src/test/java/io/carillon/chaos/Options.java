package io.carillon.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * What the command line says.
 *
 * @param faults kinds to draw from; empty: all
 * @param mutant the defect to plant
 * @param mutants whether all defects are planted, one after the other
 */
record Options(Path jar, long seed, Duration duration, List<String> faults, Optional<String> mutant, boolean mutants) {
    private static final String USAGE = "usage: ./run.sh chaos [--seed S] [--minutes M] [--faults KIND,...]"
            + " [--mutant NAME | --mutants]\nkinds of faults: " + String.join(", ", new Repertoire().names());
    private static final int SEEDS = 1_000_000;
    private static final double MINUTES = 10;
    private static final double MUTANT_MINUTES = 0.7;
    private static final double SECONDS = 60;

    /** @throws IllegalArgumentException with a message for people */
    static Options parse(String[] arguments) {
        Iterator<String> words = Arrays.asList(arguments).iterator();
        Path jar = Path.of(words.next()).toAbsolutePath();
        long seed = new Random().nextInt(SEEDS);
        double minutes = 0;
        List<String> faults = List.of();
        Optional<String> mutant = Optional.empty();
        boolean mutants = false;
        while (words.hasNext()) {
            switch (words.next()) {
                case "--seed" -> seed = (long) number(words);
                case "--minutes" -> minutes = number(words);
                case "--faults" -> faults = List.of(word(words).split(","));
                case "--mutant" -> mutant = Optional.of(word(words));
                case "--mutants" -> mutants = true;
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (!new Repertoire().names().containsAll(faults)) {
            throw new IllegalArgumentException(USAGE);
        }
        double usual = mutants || mutant.isPresent() ? MUTANT_MINUTES : MINUTES;
        Duration duration = Duration.ofSeconds(Math.round((minutes > 0 ? minutes : usual) * SECONDS));
        return new Options(jar, seed, duration, faults, mutant, mutants);
    }

    private static String word(Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(USAGE);
        }
        return words.next();
    }

    private static double number(Iterator<String> words) {
        try {
            return Double.parseDouble(word(words));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
    }

    /** As they are written on the command line. */
    @Override
    public String toString() {
        return " --seed " + seed
                + " --minutes " + duration.toSeconds() / SECONDS
                + (faults.isEmpty() ? "" : " --faults " + String.join(",", faults))
                + mutant.map(name -> " --mutant " + name).orElse("")
                + (mutants ? " --mutants" : "");
    }
}

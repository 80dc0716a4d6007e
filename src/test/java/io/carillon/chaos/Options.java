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
 * @param broker form of Redis
 * @param faults kinds to draw from; empty: all
 * @param mutant the defect to plant
 * @param mutants whether all defects are planted, one after the other
 */
record Options(
        Path jar,
        long seed,
        Duration duration,
        BrokerMode broker,
        List<String> faults,
        Optional<String> mutant,
        boolean mutants) {
    private static final String USAGE = "usage: ./run.sh chaos [--seed S] [--minutes M] [--faults KIND,...]"
            + " [--broker standalone|sentinel|cluster | --mutant NAME | --mutants]" + kinds();
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
        BrokerMode broker = BrokerMode.STANDALONE;
        List<String> faults = List.of();
        Optional<String> mutant = Optional.empty();
        boolean mutants = false;
        while (words.hasNext()) {
            switch (words.next()) {
                case "--seed" -> seed = (long) number(words);
                case "--minutes" -> minutes = number(words);
                case "--faults" -> faults = List.of(word(words).split(","));
                case "--broker" -> broker = mode(words);
                case "--mutant" -> mutant = Optional.of(word(words));
                case "--mutants" -> mutants = true;
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        boolean planted = mutants || mutant.isPresent();
        if (!new Repertoire(broker).names().containsAll(faults) || planted && broker != BrokerMode.STANDALONE) {
            throw new IllegalArgumentException(USAGE);
        }
        double usual = planted ? MUTANT_MINUTES : MINUTES;
        Duration duration = Duration.ofSeconds(Math.round((minutes > 0 ? minutes : usual) * SECONDS));
        return new Options(jar, seed, duration, broker, faults, mutant, mutants);
    }

    private static String kinds() {
        StringBuilder text = new StringBuilder();
        for (BrokerMode mode : BrokerMode.values()) {
            text.append("\nkinds of faults with ").append(mode).append(": ");
            text.append(String.join(", ", new Repertoire(mode).names()));
        }
        return text.toString();
    }

    private static BrokerMode mode(Iterator<String> words) {
        try {
            return BrokerMode.of(word(words));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(USAGE, e);
        }
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
                + (broker == BrokerMode.STANDALONE ? "" : " --broker " + broker)
                + (faults.isEmpty() ? "" : " --faults " + String.join(",", faults))
                + mutant.map(name -> " --mutant " + name).orElse("")
                + (mutants ? " --mutants" : "");
    }
}

package io.carillon.metrics;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus text, read the way a scraper does: families with their type, and the labels that occur in them. */
final class Scraped {
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"[^\"]*\"");

    /** Name to type. */
    final TreeMap<String, String> types = new TreeMap<>();

    /** Name to labels. */
    final TreeMap<String, TreeSet<String>> labels = new TreeMap<>();

    private final TreeMap<String, Double> values = new TreeMap<>();

    Scraped(String text) {
        text.lines().forEach(this::read);
    }

    /** Of a sample such as {@code carillon_connections} or {@code x_total{reason="token"}}. */
    double value(String sample) {
        return Optional.ofNullable(values.get(sample))
                .orElseThrow(() -> new AssertionError(sample + " is not in " + values.keySet()));
    }

    private void read(String line) {
        if (line.startsWith("# TYPE ")) {
            String[] words = line.split(" ");
            types.put(words[2], words[3]);
            labels.put(words[2], new TreeSet<>());
        } else if (!line.startsWith("#")) {
            readSample(line);
        }
    }

    private void readSample(String line) {
        Matcher sample = SAMPLE.matcher(line);
        if (!sample.matches()) {
            throw new AssertionError("not a sample: " + line);
        }
        String braces = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
        values.put(sample.group(1) + braces, Double.parseDouble(sample.group(3)));
        Matcher label = LABEL.matcher(braces);
        while (label.find()) {
            labels.get(family(sample.group(1))).add(label.group(1));
        }
    }

    private String family(String sample) {
        return List.of("", "_count", "_sum").stream()
                .filter(sample::endsWith)
                .map(suffix -> sample.substring(0, sample.length() - suffix.length()))
                .filter(types::containsKey)
                .findFirst()
                .orElseThrow(() -> new AssertionError(sample + " has no type"));
    }
}

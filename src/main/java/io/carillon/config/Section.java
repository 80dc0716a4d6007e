package io.carillon.config;

import io.carillon.config.Reading.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One object of the file, which hands out checked values and remembers what it was asked for. Asking is declaring: the
 * keys that are known, their defaults, the printed configuration and the reference file all follow from it. A wrong
 * value is reported and its default handed out, so that one reading finds every problem.
 */
final class Section {
    private final Reading reading;
    private final JsonPath path;
    private final Map<?, ?> given;
    private final Map<String, Object> effective = new LinkedHashMap<>();
    private final List<Section> sections = new ArrayList<>();

    Section(Reading reading, JsonPath path, Object given) {
        this.reading = reading;
        this.path = path;
        if (given != null && !(given instanceof Map)) {
            reading.report(path, "must be an object");
        }
        this.given = given instanceof Map<?, ?> map ? map : Map.of();
    }

    /** @param fallback the default, as it would be written in the file */
    <T> T get(String key, Kind<T> kind, Object fallback) {
        Value<T> value = reading.read(at(key), given.get(key), kind).orElseGet(() -> standard(kind, fallback));
        effective.put(key, value.shown());
        return value.value();
    }

    private static <T> Value<T> standard(Kind<T> kind, Object fallback) {
        T value = kind.fromJson(fallback);
        return new Value<>(value, kind.show(value, fallback));
    }

    /** A value that may be absent. */
    <T> Optional<T> find(String key, Kind<T> kind) {
        Optional<Value<T>> value = reading.read(at(key), given.get(key), kind);
        effective.put(key, value.map(Value::shown).orElse(null));
        return value.map(Value::value);
    }

    /** A list, empty by default. */
    <T> List<T> list(String key, Kind<T> kind) {
        if (given.get(key) != null && !(given.get(key) instanceof List)) {
            reading.report(at(key), "must be a list");
        }
        return elements(key, given.get(key) instanceof List<?> list ? list : List.of(), kind);
    }

    /** A list, empty by default, of which one element may stand without brackets. */
    <T> List<T> listOrOne(String key, Kind<T> kind) {
        Object written = given.get(key);
        if (written == null || written instanceof List) {
            return list(key, kind);
        }
        Optional<Value<T>> one = reading.read(at(key), written, kind);
        effective.put(key, one.stream().map(Value::shown).toList());
        return one.stream().map(Value::value).toList();
    }

    private <T> List<T> elements(String key, List<?> list, Kind<T> kind) {
        List<Value<T>> values = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            element(at(key).index(i), list.get(i), kind).ifPresent(values::add);
        }
        effective.put(key, values.stream().map(Value::shown).toList());
        return values.stream().map(Value::value).toList();
    }

    /** The same, where an element may be an object in place of a value; the form reports what is wrong in it. */
    <T> List<T> listOrSections(String key, Kind<T> kind, Function<Section, Optional<T>> form) {
        if (!(given.get(key) instanceof List<?> list) || list.stream().noneMatch(Map.class::isInstance)) {
            return list(key, kind);
        }
        List<T> values = new ArrayList<>();
        List<Object> shown = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonPath at = at(key).index(i);
            if (list.get(i) instanceof Map) {
                Section section = new Section(reading, at, list.get(i));
                sections.add(section);
                form.apply(section).ifPresent(values::add);
                shown.add(section.effective);
            } else {
                Optional<Value<T>> value = element(at, list.get(i), kind);
                value.map(Value::value).ifPresent(values::add);
                value.map(Value::shown).ifPresent(shown::add);
            }
        }
        effective.put(key, shown);
        return values;
    }

    private <T> Optional<Value<T>> element(JsonPath at, Object written, Kind<T> kind) {
        if (written == null) {
            reading.report(at, "must not be null");
        }
        return reading.read(at, written, kind);
    }

    Section section(String key) {
        Section section = new Section(reading, at(key), given.get(key));
        sections.add(section);
        effective.put(key, section.effective);
        return section;
    }

    /** A section whose keys are names that the operator chooses, each with a section of one form. */
    <T> Map<String, T> each(Text names, Function<Section, T> form) {
        Map<String, T> all = new LinkedHashMap<>();
        for (Object key : given.keySet()) {
            String name = (String) key;
            if (!names.form().matcher(name).matches()) {
                reading.report(at(name), "the name must be " + names.expected());
            }
            if (given.get(name) == null) {
                reading.report(at(name), "must be an object");
            }
            all.put(name, form.apply(section(name)));
        }
        return all;
    }

    /**
     * Reports a rule between several values at the first of their paths, unless one of them is wrong in itself.
     *
     * @param holds whether the rule is kept
     */
    void check(boolean holds, String message, JsonPath at, JsonPath... others) {
        if (!holds && reading.isSound(at) && List.of(others).stream().allMatch(reading::isSound)) {
            reading.report(at, message);
        }
    }

    JsonPath at(String key) {
        return path.key(key);
    }

    /** Where relative paths of the file start. */
    Path directory() {
        return reading.directory();
    }

    /** What holds, defaults included and secrets masked: of this section and those below it, once they were asked. */
    Map<String, Object> effective() {
        return effective;
    }

    /** To be called at the end, when every known key of this section and those below it has been asked for. */
    void reportUnknownKeys() {
        for (Object key : given.keySet()) {
            if (!effective.containsKey(key)) {
                String nearest = NearestKey.near((String) key, effective.keySet())
                        .map(known -> ", the nearest known one is " + Shown.text(known))
                        .orElse("");
                reading.report(at((String) key), "unknown key" + nearest);
            }
        }
        sections.forEach(Section::reportUnknownKeys);
    }
}

package io.carillon.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where two configurations differ. Sections are records whose components are named like the keys of the file. */
final class Differences {
    private final List<String> paths = new ArrayList<>();

    private Differences() {}

    /** Paths as they stand in the file, without the values. */
    static List<String> between(Config one, Config other) {
        Differences differences = new Differences();
        differences.compare(JsonPath.ROOT, one, other);
        return List.copyOf(differences.paths);
    }

    private void compare(JsonPath at, Object one, Object other) {
        if (one.equals(other)) {
            return;
        }
        if (one instanceof Record section && one.getClass() == other.getClass()) {
            compareSections(at, section, (Record) other);
        } else if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> otherMap) {
            compareMaps(at, map, otherMap);
        } else if (one instanceof Optional<?> a && other instanceof Optional<?> b && a.isPresent() && b.isPresent()) {
            compare(at, a.get(), b.get());
        } else {
            paths.add(at.toString());
        }
    }

    private void compareSections(JsonPath at, Record one, Record other) {
        for (RecordComponent component : one.getClass().getRecordComponents()) {
            compare(at.key(component.getName()), value(component, one), value(component, other));
        }
    }

    private static Object value(RecordComponent component, Record section) {
        try {
            return component.getAccessor().invoke(section);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the sections of a configuration are public", e);
        }
    }

    private void compareMaps(JsonPath at, Map<?, ?> one, Map<?, ?> other) {
        Set<Object> names = new LinkedHashSet<>(one.keySet());
        names.addAll(other.keySet());
        for (Object name : names) {
            JsonPath path = at.key(name.toString());
            if (one.containsKey(name) && other.containsKey(name)) {
                compare(path, one.get(name), other.get(name));
            } else {
                paths.add(path.toString());
            }
        }
    }
}

package io.carillon.chaos.check;

import io.carillon.channel.Position;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Events as lines of text: the name and the fields, with tabs between them. */
public final class Notation {
    private static final String TAB = "\t";
    private static final String NOTHING = "-";

    private final Map<String, Class<?>> kinds = new HashMap<>();

    public Notation() {
        for (Class<?> kind : Event.class.getPermittedSubclasses()) {
            kinds.put(kind.getSimpleName(), kind);
        }
    }

    /** One line, without its end. */
    public String write(Event event) {
        return Stream.concat(
                        Stream.of(event.getClass().getSimpleName()),
                        Arrays.stream(event.getClass().getRecordComponents()).map(each -> text(value(each, event))))
                .collect(Collectors.joining(TAB));
    }

    /** @throws IllegalArgumentException when the line is no event */
    public Event read(String line) {
        String[] fields = line.split(TAB, -1);
        Class<?> kind = kinds.get(fields[0]);
        if (kind == null || kind.getRecordComponents().length != fields.length - 1) {
            throw new IllegalArgumentException("No event: " + line);
        }
        Constructor<?> constructor = kind.getDeclaredConstructors()[0];
        Class<?>[] types = constructor.getParameterTypes();
        Object[] values = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i], fields[i + 1]);
        }
        try {
            return (Event) constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("No event: " + line, e);
        }
    }

    private static Object value(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object value) {
        if (value == null || value.equals("")) {
            return NOTHING;
        }
        return value instanceof Position position
                ? position.epoch() + "/" + position.offset() + "/" + position.timestamp()
                : value.toString();
    }

    private static Object value(Class<?> type, String text) {
        if (type == long.class) {
            return Long.parseLong(text);
        } else if (type == int.class) {
            return Integer.parseInt(text);
        } else if (type == boolean.class) {
            return Boolean.parseBoolean(text);
        } else if (text.equals(NOTHING)) {
            return type == String.class ? "" : null;
        } else if (type == Boolean.class) {
            return Boolean.valueOf(text);
        } else if (type == Position.class) {
            String[] parts = text.split("/");
            return new Position(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
        }
        return text;
    }
}

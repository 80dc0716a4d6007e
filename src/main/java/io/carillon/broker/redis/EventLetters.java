package io.carillon.broker.redis;

import io.carillon.config.EventHookConfig.Kind;
import java.util.Set;

/** How kinds of events are written in Redis: one letter each, the one of the step that makes the event. */
final class EventLetters {
    static String of(Set<Kind> kinds) {
        StringBuilder letters = new StringBuilder();
        kinds.forEach(kind -> letters.append(letter(kind)));
        return letters.toString();
    }

    private static char letter(Kind kind) {
        return switch (kind) {
            case CONNECT -> 'c';
            case DISCONNECT -> 'g';
            case OCCUPIED -> 'o';
            case VACATED -> 'v';
        };
    }

    static String type(char letter) {
        return switch (letter) {
            case 'c' -> Kind.CONNECT.text();
            case 'g' -> Kind.DISCONNECT.text();
            case 'o' -> Kind.OCCUPIED.text();
            case 'v' -> Kind.VACATED.text();
            default -> throw new IllegalArgumentException("no kind of event");
        };
    }

    private EventLetters() {}
}

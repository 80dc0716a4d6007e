package io.carillon.logging;

/** Text of anybody's making, written so that it stays within one line and, where it is quoted, within its quotes. */
final class Printable {
    private Printable() {}

    /** Only what would move the cursor or hide is escaped: the text is for people, and not read back. */
    static String plain(String text) {
        return escaped(text, false);
    }

    /** Between double quotes, as a JSON string would be. */
    static String quoted(String text) {
        return '"' + escaped(text, true) + '"';
    }

    private static String escaped(String text, boolean quoted) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        text.codePoints().forEach(point -> {
            if (quoted && (point == '"' || point == '\\')) {
                out.append('\\').appendCodePoint(point);
            } else if (isUnprintable(point)) {
                escape(out, point);
            } else {
                out.appendCodePoint(point);
            }
        });
        return out.toString();
    }

    private static boolean isUnprintable(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    private static void escape(StringBuilder out, int point) {
        switch (point) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append(String.format(point > 0xFFFF ? "\\U%08x" : "\\u%04x", point));
        }
    }
}

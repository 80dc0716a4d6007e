package io.carillon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Goes through one JSON text (RFC 8259) from its beginning to its end and makes no objects on its way. A parser of Jackson
 * is a dozen objects and 900 bytes a message, however short that is; Jackson is left what is rare, the strings with escapes.
 *
 * <p>Every method but {@link #begin} throws {@link InvalidJsonException} where the text is not what it reads. For one thread.
 */
public final class JsonScanner {
    private static final JsonFactory JACKSON = new JsonFactory();

    private final int maxDepth;
    private byte[] text;
    private int end;
    private int at;
    private int stringBegin;
    private int stringEnd;
    private boolean escaped;
    private boolean strict;
    private boolean ambiguous;

    /** @param maxDepth levels of nesting */
    public JsonScanner(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** @param json holds the text from index 0, known to be valid UTF-8 */
    public void begin(byte[] json, int length) {
        text = json;
        end = length;
        at = 0;
    }

    /** Index of what comes next. */
    public int position() {
        return at;
    }

    /** What comes next behind white space; 0 at the end. It is not taken. */
    public int next() {
        while (at < end && isSpace(text[at])) {
            at++;
        }
        return peek();
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    public boolean take(char symbol) {
        boolean there = next() == symbol;
        at += there ? 1 : 0;
        return there;
    }

    public void expect(char symbol) {
        expect(take(symbol));
    }

    public void expectEnd() {
        next();
        expect(at == end);
    }

    /** Reads a string, which can be asked for until the next one is read. */
    public void readString() {
        expect('"');
        stringBegin = at;
        escaped = false;
        for (byte b = readPlain(); b != '"'; b = readPlain()) {
            expect(b == '\\');
            escaped = true;
            readEscape();
        }
        stringEnd = at - 1;
    }

    /** Reads what needs no look in a string, most of any message, and one byte more. */
    private byte readPlain() {
        byte[] bytes = text;
        int i = at;
        while (i < end && bytes[i] != '"' && bytes[i] != '\\' && (bytes[i] >= ' ' || bytes[i] < 0)) {
            i++;
        }
        at = i;
        return read();
    }

    private void readEscape() {
        switch (read()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    expect(Character.digit(read(), 16) >= 0);
                }
            }
            default -> throw new InvalidJsonException();
        }
    }

    /** The string that was read last. */
    public String string() {
        return escaped ? unescaped() : textFrom(stringBegin, stringEnd);
    }

    private String unescaped() {
        try (JsonParser parser = JACKSON.createParser(text, stringBegin - 1, stringEnd - stringBegin + 2)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** Which of these plain words the string is that was read last, by its index; -1 when it is none of them. */
    public int stringAmong(String[] words) {
        String unescaped = escaped ? unescaped() : "";
        for (int i = 0; i < words.length; i++) {
            if (escaped ? words[i].equals(unescaped) : isString(words[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Whether every surrogate in the string that was read last has its other half; only escapes can write one without. */
    public boolean isStringWellFormed() {
        return !escaped || SurrogatePairs.areWhole(unescaped());
    }

    private boolean isString(String word) {
        int i = 0;
        while (i < word.length() && text[stringBegin + i] == word.charAt(i)) {
            i++;
        }
        return i == word.length() && stringBegin + i == stringEnd;
    }

    /** What was read since an earlier {@link #position}. */
    public String textSince(int position) {
        return textFrom(position, at);
    }

    private String textFrom(int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /** @param depth levels that the value stands in */
    public void skipValue(int depth) {
        switch (next()) {
            case '"' -> readString();
            case '{' -> skipObject(depth + 1);
            case '[' -> skipArray(depth + 1);
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            default -> skipNumber();
        }
    }

    /**
     * Reads a value in which each object is to have each name once, and no name half of a surrogate pair.
     *
     * @return whether that is so
     */
    public boolean skipUnambiguousValue(int depth) {
        strict = true;
        ambiguous = false;
        try {
            skipValue(depth);
        } finally {
            strict = false;
        }
        return !ambiguous;
    }

    /**
     * Reads a value, whatever it is.
     *
     * @return as {@link JsonNumber#whole}
     */
    public long wholeNumber(int depth) {
        next();
        int begin = at;
        skipValue(depth);
        return JsonNumber.whole(text, begin, at);
    }

    private void skipObject(int depth) {
        expect(depth <= maxDepth);
        expect('{');
        if (take('}')) {
            return;
        }
        Set<String> names = strict ? new HashSet<>() : null;
        do {
            readString();
            ambiguous |= names != null && !isNewName(names);
            expect(':');
            skipValue(depth);
        } while (take(','));
        expect('}');
    }

    /** Adds the string that was read last to the names of an object; false when it is no name or was there before. */
    public boolean isNewName(Set<String> names) {
        String name = string();
        return names.add(name) && (!escaped || SurrogatePairs.areWhole(name));
    }

    private void skipArray(int depth) {
        expect(depth <= maxDepth);
        expect('[');
        if (take(']')) {
            return;
        }
        do {
            skipValue(depth);
        } while (take(','));
        expect(']');
    }

    private void skipWord(String word) {
        for (int i = 0; i < word.length(); i++) {
            expect(read() == word.charAt(i));
        }
    }

    private void skipNumber() {
        at += peek() == '-' ? 1 : 0;
        if (peek() == '0') {
            at++;
        } else {
            skipDigits();
        }
        if (peek() == '.') {
            at++;
            skipDigits();
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            at += peek() == '+' || peek() == '-' ? 1 : 0;
            skipDigits();
        }
    }

    private void skipDigits() {
        expect(isDigit(peek()));
        while (isDigit(peek())) {
            at++;
        }
    }

    public static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    private int peek() {
        return at < end ? text[at] : 0;
    }

    private byte read() {
        expect(at < end);
        return text[at++];
    }

    private static void expect(boolean condition) {
        if (!condition) {
            throw new InvalidJsonException();
        }
    }
}

package io.carillon.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts what stands elsewhere into the strings of the file: {@code ${NAME}} from the environment, {@code ${NAME:default}}
 * where the variable may be undefined, {@code ${file:/path}} the text of a file. What is put in is taken as it is, even
 * where it contains {@code ${}.
 *
 * @param variables answers a variable's value, null for an undefined one
 */
record Environment(UnaryOperator<String> variables) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]*)(?::([^}]*))?(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FILE = "file";

    /** Secrets are short; a file of this size is another one. */
    private static final int MAX_FILE_BYTES = 1 << 16;

    private static final char REPLACEMENT = '\ufffd';
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** Whether the whole text is one reference: such a value may stand where a number or a boolean is wanted. */
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** Whether some of the text is the content of a file, which appears in no message. */
    static boolean namesFile(String text) {
        return REFERENCE.matcher(text).results().anyMatch(Environment::isFile);
    }

    /**
     * @param directory where relative paths of files start
     * @throws InvalidValueException for a malformed reference, an undefined variable without default, a file that cannot
     *     be read, and for text that nobody would write as a part of a value: it would be taken for a key that no token fits
     */
    String resolve(String text, Path directory) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match, directory)));
    }

    private String value(MatchResult reference, Path directory) {
        String name = reference.group(1);
        if (reference.group(3).isEmpty() || !NAME.matcher(name).matches()) {
            throw new InvalidValueException(
                    "must refer to the environment as ${NAME} or ${NAME:default}, or to a file as ${file:/path}");
        }
        if (isFile(reference)) {
            return file(reference.group(2), directory);
        }
        String value = variables.apply(name);
        if (value == null && reference.group(2) == null) {
            throw new InvalidValueException("the environment variable " + name + " is not defined");
        }
        return value == null ? reference.group(2) : fromEnvironment(name, value);
    }

    private static boolean isFile(MatchResult reference) {
        return FILE.equals(reference.group(1)) && reference.group(2) != null;
    }

    private static String file(String path, Path directory) {
        String name = "the file " + Shown.text(path);
        try {
            if (path.isEmpty()) {
                throw new InvalidValueException("must name a file as ${file:/path}");
            }
            byte[] bytes = BoundedFile.read(directory.resolve(path), MAX_FILE_BYTES);
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.isEmpty()) {
                throw new InvalidValueException(name + " is empty");
            }
            return clean(name, text);
        } catch (InvalidPathException e) {
            throw new InvalidValueException(name + " has a name that this process cannot read in its locale");
        } catch (CharacterCodingException e) {
            throw new InvalidValueException(name + " is not UTF-8");
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidValueException(name + ": " + unreadable.getMessage());
        }
    }

    /** The JVM reads the environment by its locale; what does not fit becomes other characters without a word. */
    private static String fromEnvironment(String variable, String value) {
        String name = "the environment variable " + variable;
        boolean ascii = value.chars().allMatch(c -> c < 0x80);
        if (value.indexOf(REPLACEMENT) >= 0
                || !ascii && !Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            throw new InvalidValueException(name
                    + " has characters that this process cannot read in its locale: start it with LC_ALL=C.UTF-8, or use a"
                    + " file with ${file:/path}");
        }
        return clean(name, value);
    }

    private static String clean(String name, String value) {
        if (!value.isEmpty() && (isBlank(value.codePointAt(0)) || isBlank(value.codePointBefore(value.length())))) {
            throw new InvalidValueException(
                    name + " begins or ends with white space (a line feed?), which would become a part of the value");
        }
        return value;
    }

    /** White space, and what looks like nothing at all. */
    private static boolean isBlank(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || c == BYTE_ORDER_MARK;
    }
}

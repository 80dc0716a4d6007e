package io.carillon.config;

/**
 * How values of one kind are written in the file, and what they mean.
 *
 * @param <T> what the program works with
 */
interface Kind<T> {
    /** @throws InvalidValueException when the text is not of this kind */
    T fromText(String text);

    /**
     * From a value of the file; a kind that is not written as a string replaces this.
     *
     * @throws InvalidValueException when the value is not of this kind
     */
    default T fromJson(Object json) {
        if (json instanceof String text) {
            return fromText(text);
        }
        throw new InvalidValueException("must be a string");
    }

    /** What the printed configuration shows of a value that was written like this. */
    default Object show(T value, Object written) {
        return written;
    }

    /** Whether values must not appear in messages. */
    default boolean isSecret() {
        return false;
    }
}

package io.carillon.config;

import java.math.BigDecimal;

/** A whole number within bounds, both included. */
record WholeNumber(int min, int max) implements Kind<Integer> {
    /** Of a listener; 0 lets the system choose. */
    static final WholeNumber PORT = new WholeNumber(0, 65535);

    @Override
    public Integer fromText(String text) {
        if (!text.matches("-?[0-9]{1,10}")) {
            throw invalid();
        }
        return within(Long.parseLong(text));
    }

    @Override
    public Integer fromJson(Object json) {
        if (json instanceof Integer || json instanceof Long) {
            return within(((Number) json).longValue());
        }
        if (json instanceof BigDecimal number) {
            return within(number);
        }
        throw invalid();
    }

    @Override
    public Object show(Integer value, Object written) {
        return value;
    }

    /** Programs that write configuration, such as Helm, write a million as {@code 1e+06}. */
    private Integer within(BigDecimal number) {
        try {
            return within(number.longValueExact());
        } catch (ArithmeticException fraction) {
            throw invalid();
        }
    }

    private Integer within(long value) {
        if (value < min || value > max) {
            throw invalid();
        }
        return (int) value;
    }

    private InvalidValueException invalid() {
        return new InvalidValueException("must be a whole number from " + min + " to " + max);
    }
}

package io.carillon.session;

/**
 * The names of a hub's connections: its prefix, then the connection's number in base 36 behind a digit that says how long it
 * is. So names are in the order of their numbers, and a connection need not keep its own.
 */
final class ClientIds {
    /** No connection's number. */
    static final long NONE = -1;

    private static final int RADIX = Character.MAX_RADIX;

    private final String prefix;

    /** @param prefix which no other hub's begins with */
    ClientIds(String prefix) {
        this.prefix = prefix;
    }

    /** @param number from 0 */
    String of(long number) {
        String digits = Long.toString(number, RADIX);
        return prefix + Character.forDigit(digits.length(), RADIX) + digits;
    }

    /** The number behind a name; {@link #NONE} when it is no name of this hub. */
    long number(String clientId) {
        int digits = prefix.length() + 1;
        if (clientId.length() <= digits || !clientId.startsWith(prefix)) {
            return NONE;
        }
        try {
            long number = Long.parseLong(clientId, digits, clientId.length(), RADIX);
            return number >= 0 && of(number).equals(clientId) ? number : NONE;
        } catch (NumberFormatException foreign) {
            return NONE;
        }
    }

    /** The smallest number whose name comes behind a text, which may be anything. */
    long firstBehind(String text) {
        long low = 0;
        long high = Long.MAX_VALUE;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (of(middle).compareTo(text) > 0) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}

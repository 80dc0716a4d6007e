package io.carillon.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** Numbers as programs write them, and what whole number each is; for every place that reads one. */
public final class WrittenNumbers {
    private WrittenNumbers() {}

    /** JSON text, to the whole number from 0 to 2^53 that it is, or to -1 when it is none. */
    public static Map<String, Long> all() {
        Map<String, Long> all = new LinkedHashMap<>();
        for (String fortyOne : new String[] {
            "41", "41.0", "41.000", "4.1e1", "4.1E+1", "0.41e2", "410e-1", "41e0", "41e-0", "0.0041e4", "4100000e-5"
        }) {
            all.put(fortyOne, 41L);
        }
        for (String zero : new String[] {"0", "-0", "-0.0", "0e9", "0.000", "0e999999999", "-0E-999999999"}) {
            all.put(zero, 0L);
        }
        all.put("1", 1L);
        all.put("1e3", 1_000L);
        all.put("0.1e1", 1L);
        all.put("0." + "0".repeat(400) + "1e401", 1L);
        all.put("1" + "0".repeat(400) + "e-400", 1L);
        all.put("7." + "0".repeat(1_200), 7L);
        all.put("1e" + "0".repeat(1_200) + "1", 10L);
        all.put("9007199254740992", 1L << 53);
        all.put("9.007199254740992e15", 1L << 53);
        all.put("90071992547409920e-1", 1L << 53);
        for (String none : new String[] {
            "9007199254740993",
            "9.007199254740993e15",
            "90071992547409930e-1",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551617",
            "1e16",
            "1e19",
            "1e999999999",
            "1e99999999999999999999",
            "9".repeat(1_200),
            "-1",
            "-41.0",
            "-1e999999999",
            "0.5",
            "41.5",
            "1e-1",
            "41e-1",
            "1e-999999999",
            "1e-99999999999999999999",
            "0." + "0".repeat(1_200) + "1",
            "true",
            "false",
            "\"41\"",
            "\"\"",
            "[]",
            "[41]",
            "{}",
            "{\"a\":41}"
        }) {
            all.put(none, -1L);
        }
        return all;
    }
}

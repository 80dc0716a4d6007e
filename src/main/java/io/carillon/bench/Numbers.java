package io.carillon.bench;

import io.vertx.core.json.JsonArray;

/** Arrays of numbers as JSON. */
final class Numbers {
    private Numbers() {}

    static JsonArray json(long[] numbers) {
        JsonArray array = new JsonArray();
        for (long number : numbers) {
            array.add(number);
        }
        return array;
    }

    static long[] of(JsonArray array) {
        long[] numbers = new long[array.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = array.getLong(i);
        }
        return numbers;
    }
}

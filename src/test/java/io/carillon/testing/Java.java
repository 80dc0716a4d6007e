package io.carillon.chaos;

import java.nio.file.Path;

/** The JDK that runs this. */
final class Java {
    private Java() {}

    static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}

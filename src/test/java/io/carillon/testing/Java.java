package io.carillon.testing;

import java.nio.file.Path;

/** The JDK that runs this. */
public final class Java {
    private Java() {}

    public static String program(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }
}

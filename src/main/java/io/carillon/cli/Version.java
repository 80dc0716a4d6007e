package io.carillon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
public final class Version implements IVersionProvider {
    private static final String FILE = "/io/carillon/version.properties";

    static String text() {
        return "Carillon " + number();
    }

    public static String number() {
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty("version");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}

package io.carillon.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class Version implements IVersionProvider {
    private static final String FILE = "/io/carillon/version.properties";

    static String text() throws IOException {
        try (InputStream in = Version.class.getResourceAsStream(FILE)) {
            Properties properties = new Properties();
            properties.load(in);
            return "Carillon " + properties.getProperty("version");
        }
    }

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {text()};
    }
}

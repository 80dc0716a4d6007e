package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.testing.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Key files that cannot be used are told before anything starts, each at its path. */
class KeyFilesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"RSA, 2048", "EC, 256"})
    void aCertificateAndItsKeyAreFine(String type, String size) throws Exception {
        certificate("a", type, size);
        assertThat(problems("\"server\": {\"tls\": {\"certificate\": \"a.crt\", \"key\": \"a.key\"}}"))
                .isEmpty();
    }

    @Test
    void aFileWithoutACertificateAndOneWithoutAKeyAreNamed() throws Exception {
        certificate("a", "RSA", "2048");
        assertThat(problems("\"server\": {\"tls\": {\"certificate\": \"a.key\", \"key\": \"a.key\"}}"))
                .singleElement()
                .asString()
                .startsWith("server.tls.certificate: cannot be used: ");
        assertThat(problems("\"server\": {\"tls\": {\"certificate\": \"a.crt\", \"key\": \"a.crt\"}}"))
                .singleElement()
                .asString()
                .startsWith("server.tls.key: cannot be used: ");
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() throws Exception {
        certificate("a", "RSA", "2048");
        certificate("b", "RSA", "2048");
        assertThat(problems("\"server\": {\"tls\": {\"certificate\": \"a.crt\", \"key\": \"b.key\"}}"))
                .containsExactly("server.tls.key: is not the key of the certificate");
    }

    @Test
    void allOfThemAreToldAtOnce() throws IOException {
        Files.writeString(directory.resolve("text"), "text");
        assertThat(problems("\"auth\": {\"publicKey\": \"text\"},"
                        + "\"server\": {\"tls\": {\"certificate\": \"text\", \"key\": \"text\"}}"))
                .hasSize(2)
                .contains("auth.publicKey: is not a PEM file with a PUBLIC KEY");
    }

    @Test
    void aDevelopmentNodeHasNoneToRead() throws IOException {
        assertThat(problems("")).isEmpty();
    }

    private Stream<String> problems(String sections) throws IOException {
        Path file = Files.writeString(directory.resolve("c.json"), "{" + sections + "}");
        Config config = new ConfigReader(name -> null).read(file).config();
        return KeyFiles.problems(config, Clock.systemUTC()).stream().map(Object::toString);
    }

    /** Writes name.crt and name.key. */
    private void certificate(String name, String type, String size) throws Exception {
        SelfSigned.write(directory, name, "localhost", type, size);
    }
}

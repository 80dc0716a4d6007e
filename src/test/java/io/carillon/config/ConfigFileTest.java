package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                  | 1 | 1
        null                | 1 | 5
        []                  | 1 | 2
        {                   | 1 | 2
        {'a':}              | 1 | 6
        {'a':1,}            | 1 | 8
        {a:1}               | 1 | 2
        {} {}               | 1 | 4
        {'a':tru}           | 1 | 6
        {'server':{'port':01}} | 1 | 20
        """)
    void malformedJsonIsLocated(String json, int line, int column) {
        assertThat(Given.in(directory).problems(json == null ? "" : json))
                .containsExactly(file() + ": not a valid JSON object, see line " + line + ", column " + column);
    }

    @Test
    void theLineOfMalformedJsonIsCounted() {
        assertThat(Given.in(directory).problems("{\n  'auth': {\n    'secret': hunter2\n  }\n}"))
                .singleElement()
                .asString()
                .startsWith(file() + ": not a valid JSON object, see line 3, column")
                .doesNotContain("hunter2");
    }

    @Test
    void textThatIsNotUtf8IsMalformed() throws IOException {
        Files.write(file(), "{\"auth\":{\"issuer\":\"\u00fc\"}}".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(Given.in(directory).problemsOf(file()))
                .singleElement()
                .asString()
                .startsWith(file() + ": not a valid JSON object, see line 1");
    }

    @Test
    void endlessNestingIsMalformed() {
        assertThat(Given.in(directory).problems("{'a':" + "[".repeat(100_000)))
                .singleElement()
                .asString()
                .startsWith(file() + ": not a valid JSON object, see line 1");
    }

    @Test
    void aMissingFileIsAProblem() {
        assertThat(Given.in(directory).problemsOf(file())).containsExactly(file() + ": no such file");
    }

    @Test
    void aDirectoryIsAProblem() {
        assertThat(Given.in(directory).problemsOf(directory)).containsExactly(directory + ": is a directory");
    }

    @Test
    void aFileAboveOneMebibyteIsAProblem() throws IOException {
        Files.writeString(file(), "{}" + " ".repeat(1 << 20));
        assertThat(Given.in(directory).problemsOf(file())).containsExactly(file() + ": is larger than 1 MiB");
    }

    @Test
    void relativePathsStartAtTheFile() throws IOException {
        Path key = Files.writeString(directory.resolve("key.pem"), "key");
        Path working = Path.of("").toAbsolutePath();
        Given.in(directory).read("{'auth':{'publicKey':'key.pem','jwks':'key.pem'}}");
        AuthConfig auth = new ConfigReader(name -> null)
                .read(working.relativize(file()))
                .config()
                .auth();
        assertThat(auth.publicKey()).containsExactly(key);
        assertThat(auth.jwks()).contains(key.toString());
    }

    private Path file() {
        return directory.resolve("carillon.json");
    }
}

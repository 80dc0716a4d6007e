package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    private static final String KEY = "01234567890123456789012345678901";

    @TempDir
    Path directory;

    @Test
    void aVariableStandsForAString() {
        Given given = Given.in(directory).environment("HOST", "localhost");
        assertThat(given.config("{'server':{'host':'${HOST}'}}").server().host())
                .isEqualTo("localhost");
    }

    @Test
    void aDefaultHelpsOutOnlyWhereTheVariableIsMissing() {
        Given given = Given.in(directory).environment("HOST", "localhost");
        Config config = given.config("{'server':{'host':'${HOST:a.b}'},'ops':{'host':'${OPS:127.0.0.2}'}}");
        assertThat(config.server().host()).isEqualTo("localhost");
        assertThat(config.ops().host()).isEqualTo("127.0.0.2");
    }

    @Test
    void referencesMayStandInsideAString() {
        Given given = Given.in(directory).environment("PASSWORD", "pw");
        assertThat(given.config("{'broker':{'type':'redis','redis':{'endpoints':['redis://:${PASSWORD}@${H:h}:1']}}}")
                        .broker()
                        .redis()
                        .orElseThrow()
                        .endpoints())
                .containsExactly("redis://:pw@h:1");
    }

    @Test
    void numbersAndBooleansMayBeOneReference() {
        Given given = Given.in(directory).environment("PORT", "81");
        ServerConfig server = given.config("{'server':{'port':'${PORT}','compression':'${ZIP:true}'}}")
                .server();
        assertThat(server.port()).isEqualTo(81);
        assertThat(server.compression()).isTrue();
    }

    @Test
    void whatIsPutInIsNotSearchedAgain() {
        Given given = Given.in(directory).environment("SECRET", "${HOME}$1\\{0123456789012345678901234567");
        assertThat(given.config("{'auth':{'secret':'${SECRET}'}}").auth().secret())
                .contains("${HOME}$1\\{0123456789012345678901234567");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {'server':{'host':'${X}'}}           | server.host: the environment variable X is not defined
        {'ops':{'apiKeys':['a${X}']}}        | ops.apiKeys[0]: the environment variable X is not defined
        {'server':{'port':'${PORT}'}}        | server.port: must be a whole number from 0 to 65535, not "8x"
        {'server':{'port':'1${PORT}'}}       | server.port: must be a whole number from 0 to 65535, not "18x"
        {'server':{'compression':'${PORT}'}} | server.compression: must be true or false, not "8x"
        {'server':{'host':'${X:}'}}          | server.host: must be a host name or an IP address, not ""
        {'server':{'host':'${X'}}            | server.host: must refer to the environment as ${NAME} or ${NAME:default}, or to a file as ${file:/path}
        {'server':{'host':'${}'}}            | server.host: must refer to the environment as ${NAME} or ${NAME:default}, or to a file as ${file:/path}
        {'server':{'host':'${1X}'}}          | server.host: must refer to the environment as ${NAME} or ${NAME:default}, or to a file as ${file:/path}
        {'server':{'host':'${A B:c}'}}       | server.host: must refer to the environment as ${NAME} or ${NAME:default}, or to a file as ${file:/path}
        {'server':{'host':'${X:c'}}          | server.host: must refer to the environment as ${NAME} or ${NAME:default}, or to a file as ${file:/path}
        """)
    void mistakesAreReported(String json, String problem) {
        Given given = Given.in(directory).environment("PORT", "8x");
        assertThat(given.problems(json)).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'${file:key}'", "'${file:./key}'", "['${file:key}']"})
    void aFileStandsForAString(String written) throws IOException {
        Files.writeString(directory.resolve("key"), KEY);
        Given given = Given.in(directory);
        String json = "{'auth':{'secret':" + written + "}}";
        assertThat(given.config(json).auth().secret()).containsExactly(KEY);
        assertThat(given.read(json).printed()).doesNotContain(KEY);
    }

    @Test
    void aFileIsReadAgainEachTime() throws IOException {
        Given given = Given.in(directory);
        String json = "{'auth':{'secret':'${file:" + directory.resolve("key") + "}'}}";
        Files.writeString(directory.resolve("key"), KEY);
        given.config(json);
        Files.writeString(directory.resolve("key"), KEY + "2");
        assertThat(given.config(json).auth().secret()).containsExactly(KEY + "2");
    }

    @Test
    void aFileMayStandInsideAStringAndForANumber() throws IOException {
        Files.writeString(directory.resolve("pw"), "p\u00fc");
        Files.writeString(directory.resolve("port"), "81");
        Config config = Given.in(directory)
                .config(
                        "{'server':{'port':'${file:port}'},'broker':{'type':'redis','redis':{'endpoints':['redis://:${file:pw}@h:1']}}}");
        assertThat(config.server().port()).isEqualTo(81);
        assertThat(config.broker().redis().orElseThrow().endpoints()).containsExactly("redis://:p\u00fc@h:1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        none    | the file "none": no such file
        folder  | the file "folder": is a directory
        none/x  | the file "none/x": no such file
        large   | the file "large": is larger than 64 KiB
        latin1  | the file "latin1" is not UTF-8
        empty   | the file "empty" is empty
        ended   | the file "ended" begins or ends with white space (a line feed?), which would become a part of the value
        ''      | must name a file as ${file:/path}
        """)
    void aFileThatCannotBeTheValueIsAProblem(String file, String problem) throws IOException {
        Files.createDirectory(directory.resolve("folder"));
        Files.writeString(directory.resolve("large"), "x".repeat((1 << 16) + 1));
        Files.write(directory.resolve("latin1"), (KEY + "\u00fc").getBytes(StandardCharsets.ISO_8859_1));
        Files.writeString(directory.resolve("empty"), "");
        Files.writeString(directory.resolve("ended"), KEY + "\n");
        assertThat(Given.in(directory).problems("{'auth':{'secret':['" + KEY + "','${file:" + file + "}']}}"))
                .containsExactly("auth.secret[1]: " + problem);
    }

    @Test
    void aPipeIsNoFile() throws IOException, InterruptedException {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThat(Given.in(directory).problems("{'auth':{'secret':'${file:pipe}'}}"))
                .containsExactly("auth.secret: the file \"pipe\": is not a regular file");
    }

    @Test
    void theContentOfAFileIsInNoMessageAndNotPrinted() throws IOException {
        Files.writeString(directory.resolve("hidden"), "hunter2");
        Given given = Given.in(directory);
        assertThat(given.problems("{'server':{'port':'${file:hidden}','host':'${file:hidden}/'}}"))
                .hasSize(2)
                .noneMatch(problem -> problem.contains("hunter2"));
        assertThat(given.read("{'auth':{'issuer':'${file:hidden}'}}").printed())
                .doesNotContain("hunter2")
                .contains("${file:hidden}");
    }

    /** Each as it would come out of an editor, an echo, a base64 of a Kubernetes secret or another locale. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s\n",
                "%s\r\n",
                "\n%s",
                " %s",
                "%s ",
                "\t%s",
                "%s\u00a0",
                "\ufeff%s",
                "%s\u2028",
                "%s\u0000",
                "%s\u0085"
            })
    void whiteSpaceAtTheEndsOfASecretIsAProblemAndNotAKey(String form) throws IOException {
        String value = form.formatted(KEY);
        Files.writeString(directory.resolve("key"), value);
        Given given = Given.in(directory).environment("KEY", value);
        for (String reference : List.of("${KEY}", "${KEY:default}", "${file:key}")) {
            for (String json : List.of(
                    "'auth':{'secret':['%s']}",
                    "'ops':{'apiKeys':['%s']}",
                    "'auth':{'issuer':'%s'}",
                    "'hooks':{'events':{'url':'https://h/','secret':'%s'}}",
                    "'broker':{'redis':{'endpoints':['redis://:%s@h']}}")) {
                assertThat(given.problems("{" + json.formatted(reference) + "}"))
                        .singleElement()
                        .asString()
                        .contains("begins or ends with white space")
                        .doesNotContain(KEY);
            }
        }
    }

    @Test
    void whatTheLocaleCouldNotReadIsAProblemAndNotAKey() {
        Given given = Given.in(directory).environment("KEY", KEY + "\ufffd\ufffd!");
        assertThat(given.problems("{'auth':{'secret':'${KEY}'}}"))
                .singleElement()
                .asString()
                .startsWith("auth.secret: the environment variable KEY has characters that this process cannot read");
    }

    @Test
    void halfOfASurrogatePairIsNoText() {
        assertThat(Given.in(directory).problems("{'auth':{'secret':'" + KEY + "\\ud800','issuer':'\\udc00'}}"))
                .containsExactly(
                        "auth.secret: must not contain half of a surrogate pair",
                        "auth.issuer: must not contain half of a surrogate pair");
    }
}

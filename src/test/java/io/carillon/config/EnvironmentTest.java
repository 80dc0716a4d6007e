package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {
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
        {'server':{'host':'${X'}}            | server.host: must refer to the environment as ${NAME} or ${NAME:default}
        {'server':{'host':'${}'}}            | server.host: must refer to the environment as ${NAME} or ${NAME:default}
        {'server':{'host':'${1X}'}}          | server.host: must refer to the environment as ${NAME} or ${NAME:default}
        {'server':{'host':'${A B:c}'}}       | server.host: must refer to the environment as ${NAME} or ${NAME:default}
        {'server':{'host':'${X:c'}}          | server.host: must refer to the environment as ${NAME} or ${NAME:default}
        """)
    void mistakesAreReported(String json, String problem) {
        Given given = Given.in(directory).environment("PORT", "8x");
        assertThat(given.problems(json)).containsExactly(problem);
    }
}

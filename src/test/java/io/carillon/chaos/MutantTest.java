package io.carillon.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A defect that cannot be planted any more proves nothing. */
class MutantTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("names")
    void a_defect_can_be_planted(String name) throws IOException {
        Mutant.read(name).plant(System.getProperty("java.class.path"), directory);

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void its_faults_are_in_the_repertoire(String name) throws IOException {
        assertThat(new Repertoire(BrokerMode.STANDALONE).names())
                .containsAll(Mutant.read(name).faults());
    }

    @Test
    void there_are_ten_at_least() throws IOException {
        assertThat(Mutant.names()).hasSizeGreaterThanOrEqualTo(10);
    }

    static List<String> names() throws IOException {
        return Mutant.names();
    }
}

package io.carillon.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Other people's programs that some tests need. */
public final class InstalledProgram {
    /** Set where every test has to run: a test that lacks a program then fails instead of being skipped. */
    private static final String ALL_NEEDED = "CARILLON_TEST_ALL";

    /** Servers of Debian lie here, which is not on every user's path. */
    private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

    private InstalledProgram() {}

    /** Programs of these names on the path and among the servers that are as they have to be. */
    static Stream<Path> all(List<String> names, Predicate<Path> good) {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(":")), SERVERS.stream())
                .flatMap(directory -> names.stream().map(Path.of(directory)::resolve))
                .filter(Files::isExecutable)
                .filter(good);
    }

    /** The first of these that there is; where there is none, the calling test is skipped. */
    public static Path find(String... names) {
        return all(List.of(names), program -> true)
                .findFirst()
                .orElseGet(() -> missing("Not installed, so this is NOT tested: " + String.join(" or ", names)));
    }

    /** Skips the calling test, or fails it where every test has to run. */
    static <T> T missing(String message) {
        if (System.getenv(ALL_NEEDED) != null) {
            Assertions.fail(message);
        }
        return Assumptions.abort(message);
    }
}

package io.carillon.cli;

import io.carillon.auth.Grants;
import io.carillon.bench.Tokens;
import io.carillon.config.AuthConfig;
import io.carillon.config.ConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Where the connections of a load get their tokens from. */
final class TokenOptions {
    private static final Duration LIFE = Duration.ofHours(24);

    /** One of them is given. */
    private static final class Source {
        @Option(
                names = {"--conf", "-conf"},
                paramLabel = "FILE",
                description = "The server's configuration: a token for each user is signed with its auth.secret.")
        private Path conf;

        @Option(
                names = "--token",
                paramLabel = "T",
                description = "One token for all connections, such as the one that a development node prints.")
        private String token;

        @Option(names = "--tokens", paramLabel = "FILE", description = "Tokens, one on each line, taken in turn.")
        private Path tokens;
    }

    @ArgGroup(multiplicity = "1")
    private Source source;

    @Option(
            names = "--users",
            paramLabel = "N",
            description = "With --conf: users among whom the connections are divided; absent: each is a user.")
    private Integer users;

    /** Whether all connections belong to one user. */
    boolean isOneUser() {
        return source.token != null;
    }

    Tokens tokens(ConfigReader reader, Clock clock) throws IOException {
        if (source.token != null) {
            return (connection, grants) -> source.token;
        }
        if (source.tokens != null) {
            List<String> lines = Files.readAllLines(source.tokens).stream()
                    .filter(line -> !line.isBlank())
                    .toList();
            if (lines.isEmpty()) {
                throw new IOException("there is no token in " + source.tokens);
            }
            return (connection, grants) -> lines.get(connection % lines.size());
        }
        AuthConfig auth = reader.read(source.conf).config().auth();
        if (auth.secret().isEmpty()) {
            throw new IOException("there is no auth.secret in " + source.conf
                    + ": a development node prints a token when it starts, give that with --token");
        }
        return minted(auth, clock);
    }

    private Tokens minted(AuthConfig auth, Clock clock) {
        TokenMint mint = new TokenMint(auth, clock);
        Duration life = LIFE.compareTo(auth.maxTokenLife()) < 0 ? LIFE : auth.maxTokenLife();
        return (int connection, Grants grants) ->
                mint.mint("bench-" + (users == null ? connection : connection % users), grants, List.of(), life);
    }

    /** The same options for a worker process. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        if (source.token != null) {
            arguments.addAll(List.of("--token", source.token));
        } else if (source.tokens != null) {
            arguments.addAll(List.of("--tokens", source.tokens.toString()));
        } else {
            arguments.addAll(List.of("--conf", source.conf.toString()));
        }
        if (users != null) {
            arguments.addAll(List.of("--users", users.toString()));
        }
        return arguments;
    }
}

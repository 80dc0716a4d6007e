package io.carillon.cli;

import io.carillon.auth.Grants;
import io.carillon.config.AuthConfig;
import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.DurationText;
import io.carillon.config.InvalidConfigException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "token",
        description = "Print a token that the server accepts, signed with auth.secret.",
        sortOptions = false)
final class TokenCommand implements Callable<Integer> {
    private static final Duration DEFAULT_LIFE = Duration.ofHours(1);
    private static final String FROM_ENVIRONMENT = "{\"auth\":{\"secret\":\"${CARILLON_SECRET}\"}}";
    private static final char UNREADABLE = '\ufffd';

    private final ConfigReader reader;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "-conf",
            paramLabel = "FILE",
            description = "The server's configuration; absent: the secret is CARILLON_SECRET of the environment.")
    private Path conf;

    @Option(names = "--user", paramLabel = "U", required = true, description = "User id.")
    private String user;

    @Option(
            names = "--subscribe",
            paramLabel = "P",
            description = "Channels to subscribe to; * matches any characters.")
    private List<String> subscribe = List.of();

    @Option(names = "--publish", paramLabel = "P", description = "Channels to publish to, likewise.")
    private List<String> publish = List.of();

    @Option(names = "--history", paramLabel = "P", description = "Channels whose history may be read, likewise.")
    private List<String> history = List.of();

    @Option(names = "--presence", paramLabel = "P", description = "Channels whose members may be listed, likewise.")
    private List<String> presence = List.of();

    @Option(names = "--all", description = "All four for all channels.")
    private boolean all;

    @Option(names = "--group", paramLabel = "G", description = "Group to join at connect.")
    private List<String> groups = List.of();

    @Option(
            names = "--expires",
            paramLabel = "1h",
            description = "Life of the token, at most auth.maxTokenLife; absent: 1h, or that if it is less.")
    private String expires;

    TokenCommand(ConfigReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        require(!user.isBlank(), "--user must not be empty");
        require(
                user.indexOf(UNREADABLE) < 0,
                "--user cannot be read in the locale of this process, try LC_ALL=C.UTF-8");
        Config config = conf == null ? environment() : reader.read(conf).config();
        AuthConfig auth = config.auth();
        require(
                !auth.secret().isEmpty(),
                "there is no auth.secret in " + conf
                        + " to sign with: set one, or sign elsewhere with your private key; a development node makes a new"
                        + " secret at each start and prints how to make tokens with it");
        Grants grants = all ? Grants.EVERYTHING : new Grants(subscribe, publish, history, presence);
        String token = new TokenMint(auth, clock).mint(user, grants, groups, life(auth.maxTokenLife()));
        spec.commandLine().getOut().println(token);
        TokenReach.warning(grants, conf == null ? Optional.empty() : Optional.of(config.namespaces()))
                .ifPresent(spec.commandLine().getErr()::println);
        return ExitCode.OK;
    }

    private Config environment() {
        try {
            return reader.text(FROM_ENVIRONMENT).config();
        } catch (InvalidConfigException unusable) {
            throw new ParameterException(
                    spec.commandLine(),
                    "without -conf FILE the secret is CARILLON_SECRET of the environment: "
                            + unusable.problems().get(0).message());
        }
    }

    private Duration life(Duration longest) {
        if (expires == null) {
            return DEFAULT_LIFE.compareTo(longest) < 0 ? DEFAULT_LIFE : longest;
        }
        Duration life = DurationText.parse(expires).orElse(Duration.ZERO);
        require(life.toSeconds() >= 1, "--expires must be a duration of 1s or more, such as 30m or 1h");
        require(
                life.compareTo(longest) <= 0,
                "--expires must not exceed auth.maxTokenLife, which is " + DurationText.of(longest));
        return life;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}

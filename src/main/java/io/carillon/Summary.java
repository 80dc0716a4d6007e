package io.carillon;

import io.carillon.auth.Grants;
import io.carillon.cli.TokenMint;
import io.carillon.config.Config;
import io.carillon.config.NamespaceConfig.Access;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a node says when it is ready: where it listens, and for a development node everything that it takes to try it. */
final class Summary {
    private static final String SUGGESTED = "chat:lobby";

    private final Config config;
    private final int port;
    private final int opsPort;
    private final int instances;

    /** @param port and {@code opsPort}: the ports in use, should the configuration leave them to the system */
    Summary(Config config, int port, int opsPort, int instances) {
        this.config = config;
        this.port = port;
        this.opsPort = opsPort;
        this.instances = instances;
    }

    void print(PrintStream out) {
        line(out, "clients", clients("ws") + "/ws  (instances: " + instances + ")");
        line(
                out,
                "operators",
                "http://" + at(config.ops().host(), opsPort) + "  (/health/ready, /metrics, /stats, /api)");
        line(out, "broker", config.broker().type().name().toLowerCase(Locale.ROOT));
        line(out, "namespaces", namespaces());
    }

    /**
     * Secrets are printed here and nowhere else: they are new with each start and good on this machine only.
     *
     * @param apiKey the key that was made, if none was configured
     */
    void printDevelopment(PrintStream out, Clock clock, Optional<String> apiKey) {
        String token = new TokenMint(config.auth(), clock)
                .mint("demo", Grants.EVERYTHING, List.of(), config.auth().maxTokenLife());
        line(out, "token", token);
        apiKey.ifPresent(made -> line(out, "API key", made));
        line(out, "page", clients("http") + "/#token=" + token);
        out.println();
        out.println(
                "This is a development node: its keys are new with each start, and it answers to this machine only.");
        channel().ifPresent(channel -> printCommands(out, token, channel));
        paste(
                out,
                "Make a token for another user:",
                "  CARILLON_SECRET=" + config.auth().secret().get(0) + " java -jar " + program()
                        + " token --user bob --all");
    }

    /** As it was named when this process was started. */
    private static String program() {
        String path = System.getProperty("java.class.path");
        return path.matches("[\\w./-]+\\.jar") ? path : "target/carillon.jar";
    }

    private void printCommands(PrintStream out, String token, String channel) {
        String connect = "  npx wscat -c " + clients("ws") + "/ws -s carillon.v1 -s bearer." + token;
        String subscribe = "{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}";
        paste(out, "Connect and subscribe:", connect + " -w 86400 -x '" + subscribe + "'");
        paste(out, "Connect in another terminal:", connect);
        paste(
                out,
                "and say something there:",
                "  {\"type\":\"publish\",\"channel\":\"" + channel + "\",\"data\":\"Hello\"}");
    }

    /** One that a client may use: what the page suggests too, or else the first there is. */
    private Optional<String> channel() {
        return config.namespaces().entrySet().stream()
                .filter(each -> each.getValue().subscribe() != Access.NOBODY
                        && each.getValue().publish() != Access.NOBODY)
                .map(each -> each.getKey().isEmpty() ? "lobby" : each.getKey() + ":lobby")
                .min(Comparator.comparing((String channel) -> !channel.equals(SUGGESTED))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** @param scheme that of the protocol without TLS */
    private String clients(String scheme) {
        return scheme + (config.server().tls().isPresent() ? "s" : "") + "://"
                + at(config.server().host(), port);
    }

    private static void paste(PrintStream out, String what, String line) {
        out.println();
        out.println(what);
        out.println(line);
    }

    private String namespaces() {
        if (config.namespaces().isEmpty()) {
            return "none: no channel can be used until one is configured";
        }
        return config.namespaces().keySet().stream()
                .sorted()
                .map(name -> name.isEmpty() ? "\"\" (channels without a colon)" : name)
                .collect(Collectors.joining(", "));
    }

    private static String at(String host, int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static void line(PrintStream out, String name, String value) {
        out.printf("  %-11s%s%n", name, value);
    }
}

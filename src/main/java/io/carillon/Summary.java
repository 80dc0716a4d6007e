package io.carillon;

import io.carillon.auth.Grants;
import io.carillon.cli.TokenMint;
import io.carillon.config.Config;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a node says when it is ready: where it listens, and for a development node everything that it takes to try it. */
final class Summary {
    private static final List<String> ANYTHING = List.of("*");
    private static final String SUBSCRIBE = "{\"type\":\"subscribe\",\"channel\":\"chat:lobby\"}";
    private static final String PUBLISH = "{\"type\":\"publish\",\"channel\":\"chat:lobby\",\"data\":\"Hello\"}";

    private final Config config;
    private final String tls;
    private final int port;
    private final int opsPort;
    private final int instances;

    /** @param port and {@code opsPort}: the ports in use, should the configuration leave them to the system */
    Summary(Config config, int port, int opsPort, int instances) {
        this.config = config;
        tls = config.server().tls().isPresent() ? "s" : "";
        this.port = port;
        this.opsPort = opsPort;
        this.instances = instances;
    }

    void print(PrintStream out) {
        line(out, "clients", webSocket() + "  (instances: " + instances + ")");
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
                .mint("demo", everything(), List.of(), config.auth().maxTokenLife());
        line(out, "token", token);
        apiKey.ifPresent(made -> line(out, "API key", made));
        line(out, "page", "http" + tls + "://" + at(config.server().host(), port) + "/#token=" + token);
        out.println();
        out.println(
                "This is a development node: its keys are new with each start, and it answers to this machine only.");
        String connect = "  npx wscat -c " + webSocket() + " -s carillon.v1 -s bearer." + token;
        paste(out, "Connect and subscribe:", connect + " -w 86400 -x '" + SUBSCRIBE + "'");
        paste(out, "Connect in another terminal:", connect);
        paste(out, "and say something there:", "  " + PUBLISH);
    }

    private String webSocket() {
        return "ws" + tls + "://" + at(config.server().host(), port) + "/ws";
    }

    private static void paste(PrintStream out, String what, String line) {
        out.println();
        out.println(what);
        out.println(line);
    }

    private static Grants everything() {
        return new Grants(ANYTHING, ANYTHING, ANYTHING, ANYTHING);
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

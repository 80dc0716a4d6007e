package io.carillon.config;

import java.util.List;

/** The listener for health, metrics, statistics and the HTTP API. */
public record OpsConfig(String host, int port, List<String> apiKeys) {
    private static final Secret API_KEY =
            Secret.of(Text.of("[!-~]{16,256}", "16 to 256 printable ASCII characters without spaces"));

    static OpsConfig from(Section in) {
        return new OpsConfig(
                in.get("host", Network.HOST, "127.0.0.1"),
                in.get("port", WholeNumber.PORT, 9090),
                in.list("apiKeys", API_KEY));
    }

    OpsConfig withApiKey(String apiKey) {
        return new OpsConfig(host, port, List.of(API_KEY.fromText(apiKey)));
    }
}

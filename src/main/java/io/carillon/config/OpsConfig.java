package io.carillon.config;

import java.util.List;

/** The listener for health, metrics, statistics and the HTTP API. */
public record OpsConfig(String host, int port, List<ApiKey> apiKeys) {
    static OpsConfig from(Section in) {
        return new OpsConfig(
                in.get("host", Network.HOST, "127.0.0.1"),
                in.get("port", WholeNumber.PORT, 9090),
                in.list("apiKeys", ApiKey.Written.INSTANCE));
    }

    OpsConfig withApiKey(String apiKey) {
        return withApiKeys(List.of(ApiKey.Written.INSTANCE.fromText(apiKey)));
    }

    OpsConfig withApiKeys(List<ApiKey> others) {
        return new OpsConfig(host, port, others);
    }
}

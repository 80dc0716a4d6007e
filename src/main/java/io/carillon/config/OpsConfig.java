package io.carillon.config;

import java.util.List;

/**
 * The listener for health, metrics, statistics and the HTTP API.
 *
 * @param auditPublishes whether each message that the API publishes has a line in the audit log
 */
public record OpsConfig(String host, int port, List<ApiKey> apiKeys, boolean auditPublishes) {
    static OpsConfig from(Section in) {
        return new OpsConfig(
                in.get("host", Network.HOST, "127.0.0.1"),
                in.get("port", WholeNumber.PORT, 9090),
                apiKeys(in),
                in.get("auditPublishes", Flag.INSTANCE, false));
    }

    private static List<ApiKey> apiKeys(Section in) {
        List<ApiKey> keys = in.listOrSections("apiKeys", ApiKey.Written.INSTANCE, ApiKey::from);
        long different = keys.stream().map(ApiKey::sha256).distinct().count();
        in.check(different == keys.stream().distinct().count(), "one key has two roles", in.at("apiKeys"));
        return keys;
    }

    OpsConfig withApiKey(String apiKey) {
        return new OpsConfig(host, port, List.of(ApiKey.Written.INSTANCE.fromText(apiKey)), auditPublishes);
    }

    /** What may change while a node runs is that of the next one. */
    OpsConfig adopt(OpsConfig next) {
        return new OpsConfig(host, port, next.apiKeys, next.auditPublishes);
    }
}

package io.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyTest {
    private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(60);
    private final JsonObject conf = new JsonObject(Tree.text("deploy/compose/carillon.json"));

    @ParameterizedTest
    @CsvSource({
        "deploy/proxy/nginx.conf,proxy_read_timeout",
        "deploy/proxy/nginx.conf,proxy_send_timeout",
        "deploy/proxy/haproxy.cfg,timeout tunnel"
    })
    void a_proxy_is_more_patient_than_the_heartbeat(String file, String setting) {
        List<String> values = Tree.matches(Pattern.compile("(?m)^\\s*" + setting + " (\\w+)"), Tree.text(file))
                .map(match -> match.group(1))
                .toList();

        assertThat(values).hasSize(1);
        assertThat(Tree.duration(values.get(0))).isGreaterThan(HEARTBEAT_TIMEOUT);
    }

    @Test
    void the_examples_leave_the_heartbeat_at_its_default() {
        assertThat(conf.containsKey("heartbeat")).isFalse();
        assertThat(KubernetesTest.configuration().containsKey("heartbeat")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/proxy/nginx.conf", "deploy/proxy/haproxy.cfg"})
    void a_proxy_knows_the_nodes_of_the_compose_example(String file) {
        List<String> servers = Tree.matches(Pattern.compile("(?m)^\\s*server .*?([\\d.]{7,}):8080"), Tree.text(file))
                .map(match -> match.group(1) + ":5701")
                .toList();

        assertThat(servers)
                .isEqualTo(conf.getJsonObject("cluster").getJsonArray("members").getList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "proxy_http_version 1.1;",
                "proxy_set_header Upgrade $http_upgrade;",
                "proxy_set_header Connection $connection_upgrade;",
                "proxy_set_header Host $http_host;",
                "proxy_set_header X-Forwarded-For $remote_addr;",
                "proxy_buffering off;"
            })
    void nginx_passes_the_upgrade_on(String line) {
        assertThat(Tree.text("deploy/proxy/nginx.conf")).contains(line);
    }
}

package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HooksConfigTest {
    private static final String KEY = "0123456789abcdef0123456789abcdef";

    @TempDir
    Path directory;

    private Given given;

    @BeforeEach
    void begin() {
        given = Given.in(directory);
    }

    @Test
    void without_a_url_there_is_no_hook() {
        assertThat(given.config("{}").hooks().isOn()).isFalse();
        assertThat(given.config("{'hooks':{'events':{'kinds':['connect']}}}")
                        .hooks()
                        .isOn())
                .isFalse();
    }

    @Test
    void a_url_and_a_secret_are_enough_for_everything() {
        HooksConfig hooks = given.config("{'hooks':{'events':{'url':'https://a.example/x?y=1','secret':'" + KEY
                        + "'},'authorize':{'url':'http://10.0.0.1:81','secret':['" + KEY + "','" + KEY + "2']}}}")
                .hooks();
        EventHookConfig events = hooks.events().orElseThrow();
        assertThat(events.url()).isEqualTo(URI.create("https://a.example/x?y=1"));
        assertThat(events.secret()).containsExactly(KEY);
        assertThat(events.kinds()).containsExactly(EventHookConfig.Kind.values());
        assertThat(events.timeout()).isEqualTo(Duration.ofSeconds(5));
        AuthorizeHookConfig authorize = hooks.authorize().orElseThrow();
        assertThat(authorize.secret()).containsExactly(KEY, KEY + "2");
        assertThat(authorize.operations()).containsExactly(AuthorizeHookConfig.Operation.values());
        assertThat(authorize.timeout()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void kinds_and_operations_can_be_chosen() {
        HooksConfig hooks = given.config("{'hooks':{'events':{'url':'http://a','secret':'" + KEY
                        + "','kinds':['vacated']},'authorize':{'url':'http://a','secret':'" + KEY
                        + "','operations':['publish']}}}")
                .hooks();
        assertThat(hooks.events().orElseThrow().wantsConnections()).isFalse();
        assertThat(hooks.events().orElseThrow().wantsChannels()).isTrue();
        assertThat(hooks.authorize().orElseThrow().operations()).containsExactly(AuthorizeHookConfig.Operation.PUBLISH);
    }

    @Test
    void every_problem_is_named_and_no_secret_is_shown() {
        List<String> problems = given.problems("{'hooks':{'events':{'url':'ftp://a','secret':['short','" + KEY
                + "'],'kinds':['join'],'queue':1,'batch':0,'timeout':'1m','url2':1},"
                + "'authorize':{'url':'http://a','timeout':'2s','operations':['history']}}}");
        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "hooks.events.url: must be an http or https URL with a host, without user, password and fragment",
                        "hooks.events.secret[0]: must be at least 32 bytes long",
                        "hooks.events.kinds[0]: must be one of connect, disconnect, occupied, vacated, not \"join\"",
                        "hooks.events.queue: must be a whole number from 1000 to 10000000, not 1",
                        "hooks.events.batch: must be a whole number from 1 to 1000, not 0",
                        "hooks.events.timeout: must be a duration (ms, s, m, h) from 10ms to 10s, not \"1m\"",
                        "hooks.events.url2: unknown key, the nearest known one is \"url\"",
                        "hooks.authorize.secret: needed because there is a url",
                        "hooks.authorize.operations[0]: must be one of connect, subscribe, publish, not \"history\"",
                        "hooks.authorize.timeout: must be a duration (ms, s, m, h) from 10ms to 1s, not \"2s\"");
    }

    @Test
    void more_than_two_secrets_are_refused() {
        assertThat(given.problems("{'hooks':{'events':{'secret':['" + KEY + "','" + KEY + "','" + KEY + "']}}}"))
                .containsExactly("hooks.events.secret: must be one secret or two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.example",
                "//a.example/",
                "http://",
                "http:///x",
                "http://a:0/",
                "http://a:65536/",
                "http://user:pass@a/",
                "http://a/#x",
                "http://a b/",
                "file:///etc/passwd",
                "HTTP//a"
            })
    void what_is_no_url_of_a_hook_is_refused(String url) {
        assertThat(given.problems("{'hooks':{'authorize':{'url':'" + url + "','secret':'" + KEY + "'}}}"))
                .containsExactly("hooks.authorize.url: must be an http or https URL with a host, without user,"
                        + " password and fragment");
    }

    /** Names of containers. No certificate is good for one, so that TLS with it could never work. */
    @Test
    void underscores_in_a_host_are_refused_only_where_they_cannot_work() {
        String refused =
                "must not have an underscore in the host of an https URL: no certificate is good for such a name"
                        + " (RFC 5280)";
        assertThat(given.config("{'hooks':{'authorize':{'url':'http://my_app:8000/x','secret':'" + KEY
                                + "'}},'outbound':{'allowedHosts':['my_app']}}")
                        .hooks()
                        .authorize())
                .isPresent();
        assertThat(given.problems(
                        "{'auth':{'jwks':'https://my_app.example.com/k'},'hooks':{'authorize':{'url':'https://my_app.example.com/x','secret':'"
                                + KEY + "'}}}"))
                .containsExactly("auth.jwks: " + refused, "hooks.authorize.url: " + refused);
    }

    @Test
    void a_list_of_hosts_binds_every_url() {
        String hooks =
                "'auth':{'jwks':'https://keys.example/x'},'hooks':{'events':{'url':'https://A.example/','secret':'"
                        + KEY + "'},'authorize':{'url':'http://[::1]:81/','secret':'" + KEY + "'}}";
        assertThat(given.problems("{'outbound':{'allowedHosts':['b.example']}," + hooks + "}"))
                .containsExactlyInAnyOrder(
                        "auth.jwks: its host is not among outbound.allowedHosts",
                        "hooks.events.url: its host is not among outbound.allowedHosts",
                        "hooks.authorize.url: its host is not among outbound.allowedHosts");
        String all = "{'outbound':{'allowedHosts':['a.example','::1','keys.example']}," + hooks + "}";
        assertThat(given.config(all).outbound().allowedHosts()).hasSize(3);
    }
}

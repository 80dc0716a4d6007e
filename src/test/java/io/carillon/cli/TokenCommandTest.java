package io.carillon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenCommandTest {
    private static final String SECRET = "01234567890123456789012345678901";
    private static final long NOW = 1_700_000_000;

    @TempDir
    Path directory;

    private final Terminal terminal = new Terminal(
            (config, options, again) -> 0, Clock.fixed(Instant.ofEpochSecond(NOW, 999_999_999), ZoneOffset.UTC));

    @Test
    void theTokenSaysWhatWasAskedFor() throws IOException {
        assertThat(token(
                        "'issuer': 'me', 'audience': 'you'",
                        "--user ann --subscribe news:* --subscribe a --publish b --group g --group h --expires 90s"))
                .isZero();
        assertThat(claims())
                .isEqualTo(new JsonObject()
                        .put("sub", "ann")
                        .put("iat", NOW)
                        .put("exp", NOW + 90)
                        .put(
                                "grants",
                                new JsonObject()
                                        .put("subscribe", JsonArray.of("news:*", "a"))
                                        .put("publish", JsonArray.of("b"))
                                        .put("history", JsonArray.of())
                                        .put("presence", JsonArray.of()))
                        .put("groups", JsonArray.of("g", "h"))
                        .put("iss", "me")
                        .put("aud", "you"));
    }

    @Test
    void historyAndPresenceAreGrantedToo() throws IOException {
        assertThat(token("", "--user ann --history h:* --history i --presence p"))
                .isZero();
        assertThat(claims().getJsonObject("grants"))
                .isEqualTo(new JsonObject()
                        .put("subscribe", JsonArray.of())
                        .put("publish", JsonArray.of())
                        .put("history", JsonArray.of("h:*", "i"))
                        .put("presence", JsonArray.of("p")));
    }

    @Test
    void allIsAll() throws IOException {
        assertThat(token("", "--user ann --all")).isZero();
        claims().getJsonObject("grants")
                .forEach(
                        grant -> assertThat(grant.getValue()).as(grant.getKey()).isEqualTo(JsonArray.of("*")));
    }

    /** What is printed is the token all the same. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {}                                       | -                     | This token may do nothing: it grants nothing; add --subscribe
            {'a': {}}                                | --group g             | This token may do nothing: it grants nothing; add --subscribe
            {'a': {'publish': 'anyone'}}             | -                     | This token grants nothing: its bearer may do what is open to anyone, in the namespaces a; add
            {'': {'history': 'anyone'}, 'a': {}}     | -                     | This token grants nothing: its bearer may do what is open to anyone, in the namespaces ""; add
            {}                                       | --all                 | This token may do nothing: no namespace
            {'a': {}}                                | --subscribe b:*       | This token may do nothing: no namespace
            {'a': {}}                                | --subscribe a         | This token may do nothing: no namespace
            {'a': {'subscribe': 'nobody'}}           | --subscribe a:*       | This token may do nothing: no namespace
            {'a': {}}                                | --history a:*         | This token may do nothing: no namespace
            {'a': {'history': 'granted'}}            | --history a:*         | -
            {'a': {}}                                | --subscribe a:*       | -
            {'a': {}}                                | --subscribe *         | -
            {'abc': {}}                              | --publish ab*         | -
            {'abc': {}}                              | --publish abc:x       | -
            {'': {}}                                 | --publish a           | -
            {'': {}}                                 | --publish a:b         | This token may do nothing: no namespace
            """)
    void aTokenThatMayDoNothingIsSaidSo(String namespaces, String options, String warning) throws IOException {
        String json = "{'auth': {'secret': '" + SECRET + "'}, 'namespaces': " + namespaces + "}";
        Path file = Files.writeString(directory.resolve("c.json"), json.replace('\'', '"'));
        String arguments = "token -conf " + file + " --user ann" + (options == null ? "" : " " + options);
        assertThat(terminal.execute(arguments.split(" "))).isZero();
        assertThat(terminal.out()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+\\R");
        if (warning == null) {
            assertThat(terminal.err()).isEmpty();
        } else {
            assertThat(terminal.err().lines()).singleElement().asString().startsWith(warning);
        }
    }

    @Test
    void withoutAFileTheSecretIsThatOfTheEnvironment() throws IOException, GeneralSecurityException {
        assertThat(terminal.execute("token", "--user", "bob", "--all")).isZero();
        assertSigned();
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void theTokenIsSignedWithTheSecret() throws IOException, GeneralSecurityException {
        assertThat(token("", "--user ann")).isZero();
        assertSigned();
    }

    private void assertSigned() throws GeneralSecurityException {
        String[] parts = terminal.out().strip().split("\\.");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] signature = mac.doFinal((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(decoded(parts[0]).getString("alg")).isEqualTo("HS256");
        assertThat(Base64.getUrlDecoder().decode(parts[2])).isEqualTo(signature);
    }

    @ParameterizedTest
    @CsvSource({"24h, 3600", "10m, 600"})
    void withoutAskingATokenLivesAnHourOrAsLongAsItMay(String longest, long seconds) throws IOException {
        assertThat(token("'maxTokenLife': '" + longest + "'", "--user ann")).isZero();
        assertThat(claims().getLong("exp")).isEqualTo(NOW + seconds);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --user u --expires 61m   | --expires must not exceed auth.maxTokenLife, which is 1h
            --user u --expires 0s    | --expires must be a duration of 1s or more, such as 30m or 1h
            --user u --expires 999ms | --expires must be a duration of 1s or more, such as 30m or 1h
            --user u --expires x     | --expires must be a duration of 1s or more, such as 30m or 1h
            --user=                  | --user must not be empty
            """)
    void whatTheServerWouldRefuseIsNotMade(String arguments, String reason) throws IOException {
        assertThat(token("'maxTokenLife': '1h'", arguments)).isEqualTo(2);
        assertThat(terminal.err().lines()).containsExactly(reason + " (see 'carillon token --help')");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void withoutASecretItTellsWhatToDo() {
        assertThat(terminal.execute("token", "-conf", "conf/carillon.json", "--user", "ann"))
                .isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("there is no auth.secret in conf/carillon.json to sign with: set one, or sign");
    }

    private int token(String auth, String arguments) throws IOException {
        String secret = "{'auth': {'secret': '" + SECRET + "'" + (auth.isEmpty() ? "" : ", " + auth) + "}}";
        Path file = Files.writeString(directory.resolve("c.json"), secret.replace('\'', '"'));
        return terminal.execute(("token -conf " + file + " " + arguments).split(" "));
    }

    private JsonObject claims() {
        return decoded(terminal.out().split("\\.")[1]);
    }

    private static JsonObject decoded(String part) {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}

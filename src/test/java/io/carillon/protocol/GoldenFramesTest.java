package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Member;
import io.carillon.channel.MemberText;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.ResetText;
import io.carillon.protocol.ClientFrame.Type;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The frames that clients are written against, and the code. */
class GoldenFramesTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/protocol");
    private static final String LOBBY = "chat:lobby";
    private static final long NEW_YEAR = 1_767_225_600_000L;
    private static final Position PLACE = new Position("k3x9", 42, NEW_YEAR);
    private static final Publication PAID =
            new Publication(new ChannelName(LOBBY), bytes("server-message-history"), PLACE, NEW_YEAR - 1_000);

    private static final Member ADA = member("k3v9-1", Optional.of("{\"name\":\"Ada\",\"n\":1.50}"));
    private static final Member ALSO_ADA = member("k3v9-2", Optional.empty());

    private static Member member(String clientId, Optional<String> info) {
        return new Member(clientId, "ada", ServerFrames.member(clientId, "ada", info));
    }

    static Stream<Map.Entry<String, byte[]>> serverFrames() {
        return Stream.of(ordinaryFrames(), presenceFrames(), unaskedFrames(), directFrames())
                .flatMap(Function.identity());
    }

    /** What the back end does to a subscription is told like an answer. */
    private static Stream<Map.Entry<String, byte[]>> unaskedFrames() {
        return Map.of(
                "server-subscribed-given", ServerFrames.subscribed(Optional.empty(), LOBBY),
                "server-unsubscribed-given", ServerFrames.unsubscribed(Optional.empty(), LOBBY))
                .entrySet()
                .stream();
    }

    private static Stream<Map.Entry<String, byte[]>> directFrames() {
        return Stream.of(
                Map.entry("server-direct", ServerFrames.direct(Optional.empty(), "{\"job\":17,\"share\":1.50}")),
                Map.entry(
                        "server-direct-group",
                        ServerFrames.direct(Optional.of("editors"), "\"Closing in five minutes\"")));
    }

    private static Stream<Map.Entry<String, byte[]>> presenceFrames() {
        String clients = "[" + ADA.text() + "," + ALSO_ADA.text() + "]";
        return Map.of(
                "server-presence",
                ServerFrames.presence(Optional.of("5"), LOBBY, 2, 1, clients.getBytes(StandardCharsets.UTF_8)),
                "server-join",
                MemberText.join(new ChannelName(LOBBY), ADA),
                "server-leave",
                MemberText.leave(new ChannelName(LOBBY), ALSO_ADA))
                .entrySet()
                .stream();
    }

    private static Stream<Map.Entry<String, byte[]>> ordinaryFrames() {
        return Map.of(
                "server-welcome",
                        ServerFrames.welcome(
                                "k3v9-1",
                                "ada",
                                NEW_YEAR,
                                NEW_YEAR + 3_600_000,
                                Duration.ofSeconds(30),
                                Duration.ofSeconds(60)),
                "server-subscribed", ServerFrames.subscribed(Optional.of("1"), LOBBY),
                "server-unsubscribed", ServerFrames.unsubscribed(Optional.of("2"), LOBBY),
                "server-published", ServerFrames.published(Optional.of("3"), LOBBY),
                "server-refreshed", ServerFrames.refreshed(Optional.of("4"), NEW_YEAR + 7_200_000),
                "server-pong", ServerFrames.pong(Optional.of("\"p-1\"")),
                "server-draining", ServerFrames.draining(Duration.ofMillis(1_500)),
                "server-error",
                        ServerFrames.error(
                                ErrorCode.PERMISSION_DENIED,
                                "No permission to publish",
                                Optional.of("3"),
                                Optional.of(LOBBY)),
                "server-error-without-request",
                        ServerFrames.error(
                                ErrorCode.INVALID_MESSAGE,
                                ErrorCode.INVALID_MESSAGE.defaultMessage(),
                                Optional.empty(),
                                Optional.empty()),
                "server-message", published())
                .entrySet()
                .stream();
    }

    static Stream<Map.Entry<String, byte[]>> historyFrames() {
        return Map.of(
                "server-error-reconnect",
                        ServerFrames.error(ErrorCode.UNAVAILABLE, "Too many connections", Duration.ofMillis(1_500)),
                "server-subscribed-history", ServerFrames.subscribed(Optional.of("1"), LOBBY, PLACE),
                "server-recovered", ServerFrames.recovered(Optional.of("5"), LOBBY, PLACE, Optional.empty()),
                "server-not-recovered",
                        ServerFrames.recovered(Optional.of("5"), LOBBY, PLACE, Optional.of(Discontinuity.EXPIRED)),
                "server-not-recovered-without-history",
                        ServerFrames.notRecovered(Optional.of("5"), LOBBY, Discontinuity.EPOCH),
                "server-published-history", ServerFrames.published(Optional.of("6"), LOBBY, PLACE),
                "server-message-history", PAID.text(),
                "server-history", ServerFrames.history(Optional.of("7"), LOBBY, PLACE, List.of(PAID)),
                "server-reset", ResetText.encode(new ChannelName(LOBBY), Discontinuity.FENCED, PLACE),
                "server-reset-without-history", ResetText.encode(new ChannelName(LOBBY), Discontinuity.DROPPED, null))
                .entrySet()
                .stream();
    }

    /** What a client published, as its subscribers get it. */
    private static byte[] published() {
        byte[] request = bytes("client-publish");
        ClientFrame frame = decode("client-publish");
        return MessageText.encode(
                new ChannelName(frame.channel()),
                request,
                frame.dataOffset(),
                frame.dataLength(),
                ServerFrames.quoted("ada"),
                NEW_YEAR);
    }

    @ParameterizedTest
    @MethodSource({"serverFrames", "historyFrames"})
    void the_server_writes_it_byte_for_byte(Map.Entry<String, byte[]> frame) {
        assertThat(new String(frame.getValue(), StandardCharsets.UTF_8))
                .isEqualTo(new String(bytes(frame.getKey()), StandardCharsets.UTF_8));
    }

    @Test
    void every_frame_of_the_server_is_compared_except_the_one_that_comes_from_redis() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", ""))
                            .filter(name -> name.startsWith("server-") && !name.equals("server-message-from-redis")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(serverFrames(), historyFrames())
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "client-subscribe, SUBSCRIBE, 1, chat:lobby",
        "client-unsubscribe, UNSUBSCRIBE, 2, chat:lobby",
        "client-publish, PUBLISH, 3, chat:lobby",
        "client-publish-unconfirmed, PUBLISH, , chat:lobby",
        "client-presence, PRESENCE, 5, chat:lobby",
        "client-refresh, REFRESH, 4, ",
        "client-ping, PING, '\"p-1\"', ",
        "client-subscribe-since, SUBSCRIBE, 5, chat:lobby",
        "client-publish-keyed, PUBLISH, 6, chat:lobby",
        "client-history, HISTORY, 7, chat:lobby"
    })
    void the_server_understands_it(String name, Type type, String id, String channel) {
        ClientFrame frame = decode(name);
        assertThat(frame.type()).isEqualTo(type);
        assertThat(frame.id()).isEqualTo(Optional.ofNullable(id));
        assertThat(frame.channel()).isEqualTo(channel);
        assertThat(frame.hasData()).isEqualTo(type == Type.PUBLISH);
        assertThat(frame.token()).isEqualTo(type == Type.REFRESH ? "header.claims.signature" : null);
    }

    @Test
    void the_server_understands_what_belongs_to_a_history() {
        assertThat(decode("client-subscribe-since").since()).isEqualTo(new Position("k3x9", 41, NEW_YEAR - 1_000));
        assertThat(decode("client-publish-keyed").key()).isEqualTo("invoice-4711");
        ClientFrame history = decode("client-history");
        assertThat(history.limit()).isEqualTo(2);
        assertThat(history.since()).isEqualTo(PLACE);
        assertThat(history.reverse()).isTrue();
        assertThat(decode("client-subscribe").since()).isNull();
        assertThat(decode("client-publish").key()).isNull();
        assertThat(decode("client-subscribe").limit()).isEqualTo(100);
    }

    private static ClientFrame decode(String name) {
        byte[] text = bytes(name);
        return new ClientFrameDecoder(32).decode(text, text.length);
    }

    private static byte[] bytes(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name + ".json")).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_history_has_room_for_an_id_in_any_script() {
        byte[] frame = ServerFrames.history(Optional.of("\"日本 é\""), LOBBY, PLACE, List.of());
        assertThat(new JsonObject(new String(frame, StandardCharsets.UTF_8)).getString("id"))
                .isEqualTo("日本 é");
    }
}

package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Receiver;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.Tokens;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests of one connection take effect in their order, however many are sent at once and however long each takes: a
 * sequence in one segment has the outcome of the same sequence sent one by one. Tokens are slow ones (ES256).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestOrderIT {
    private static final int SEQUENCES = 12;
    private static final int REQUESTS = 40;

    private enum Node {
        MEMORY,
        REDIS,
        /** With a hook that is asked for each subscribe and publish. */
        ASKING
    }

    private enum Step {
        SUBSCRIBE,
        UNSUBSCRIBE,
        PUBLISH,
        HISTORY,
        PRESENCE,
        PING,
        /** With a token that grants everything. */
        WIDEN,
        /** With one that grants the first channel alone. */
        NARROW
    }

    private record Request(Step step, int channel) {}

    private final Map<Node, CarillonProcess> nodes = new EnumMap<>(Node.class);
    private final Receiver hook = Receiver.start();
    private RedisProcess redis;
    private KeyPair keys;
    private int tokens;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        String body = Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded());
        Path pem = Files.writeString(
                directory.resolve("key.pem"), "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
        redis = RedisProcess.start();
        hook.answer(question -> new Receiver.Answer(200, "{\"allow\":true}"));
        NodeConf memory = conf(pem);
        nodes.put(Node.MEMORY, CarillonProcess.start(memory));
        nodes.put(Node.REDIS, CarillonProcess.start(onRedis(conf(pem), "carillon:")));
        nodes.put(
                Node.ASKING,
                CarillonProcess.start(onRedis(conf(pem), "asking:")
                        .with("hooks.authorize.url", hook.url())
                        .with("hooks.authorize.secret", Receiver.SECRET)
                        .with(
                                "hooks.authorize.operations",
                                new JsonArray().add("subscribe").add("publish"))));
    }

    @AfterAll
    void stop() {
        nodes.values().forEach(CarillonProcess::close);
        redis.close();
        hook.close();
    }

    private static NodeConf conf(Path pem) {
        JsonObject granted = new JsonObject().put("history", "granted").put("presence", "granted");
        JsonObject kept = granted.copy().put("historySize", 100).put("historyTtl", "5m");
        return NodeConf.open()
                .with("auth.publicKey", pem.toString())
                .with("namespaces.kept", kept)
                .with("namespaces.plain", granted)
                .with("limits.channelsPerConnection", 1_000);
    }

    private NodeConf onRedis(NodeConf conf, String prefix) {
        return conf.with("broker.type", "redis")
                .with("broker.redis.endpoints", new JsonArray().add("redis://127.0.0.1:" + redis.port()))
                .with("broker.redis.prefix", prefix);
    }

    private String token(boolean wide, String run) {
        JsonArray patterns = wide ? new JsonArray().add("*") : new JsonArray().add(channel(0, run));
        JsonObject grants = new JsonObject();
        Stream.of("subscribe", "publish", "history", "presence").forEach(what -> grants.put(what, patterns));
        return signed(Tokens.claims("ada").put("grants", grants).put("jti", "t" + tokens++));
    }

    private String signed(JsonObject claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String content = base64.encodeToString("{\"alg\":\"ES256\"}".getBytes(StandardCharsets.US_ASCII)) + "."
                + base64.encodeToString(claims.encode().getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64.encodeToString(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String channel(int number, String run) {
        return (number == 2 ? "plain:" : "kept:") + run + "-" + number;
    }

    static Stream<Arguments> sequences() {
        return Stream.of(Node.values())
                .flatMap(node -> IntStream.range(0, SEQUENCES).mapToObj(seed -> Arguments.of(node, seed)));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void aSequenceInOneSegmentHasTheOutcomeOfTheSameSentOneByOne(Node node, int seed) {
        Random random = new Random(seed);
        List<Request> requests = IntStream.range(0, REQUESTS)
                .mapToObj(i -> new Request(Step.values()[random.nextInt(Step.values().length)], random.nextInt(3)))
                .toList();
        List<JsonObject> oneByOne = run(node, requests, "s" + seed, 1);
        List<JsonObject> atOnce = run(node, requests, "p" + seed, REQUESTS);
        assertThat(answers(atOnce, "p" + seed)).as(requests.toString()).isEqualTo(answers(oneByOne, "s" + seed));
        assertThat(messages(atOnce, "p" + seed)).containsAll(expected(requests, atOnce));
        assertThat(messages(atOnce, "p" + seed)).doesNotHaveDuplicates();
    }

    /** Everything that was heard until all was answered and every message had come that has to. */
    private List<JsonObject> run(Node node, List<Request> requests, String run, int atOnce) {
        List<JsonObject> heard = new ArrayList<>();
        try (Dialogue client = nodes.get(node).raw(token(true, run))) {
            client.text();
            for (int from = 0; from < requests.size(); from += atOnce) {
                int first = from;
                client.send(IntStream.range(from, from + atOnce)
                        .mapToObj(i -> Frame.text(text(requests.get(i), i, run)))
                        .toArray(Frame[]::new));
                while (heard.stream().filter(frame -> frame.containsKey("id")).count() < first + atOnce) {
                    heard.add(new JsonObject(client.text()));
                }
            }
            while (!messages(heard, run).containsAll(expected(requests, heard))) {
                heard.add(new JsonObject(client.text()));
            }
        }
        return heard;
    }

    private String text(Request request, int id, String run) {
        return switch (request.step()) {
            case PING -> request("ping", id).encode();
            case WIDEN -> request("refresh", id).put("token", token(true, run)).encode();
            case NARROW ->
                request("refresh", id).put("token", token(false, run)).encode();
            default ->
                request(request.step().name().toLowerCase(java.util.Locale.ROOT), id)
                        .put("channel", channel(request.channel(), run))
                        .put("data", id)
                        .encode();
        };
    }

    /** What does not differ from one run to another. */
    private static List<String> answers(List<JsonObject> heard, String run) {
        return heard.stream()
                .filter(frame -> frame.containsKey("id"))
                .map(frame -> {
                    Stream.of("epoch", "timestamp", "expiresAt", "clients").forEach(frame::remove);
                    frame.getJsonArray("messages", new JsonArray())
                            .forEach(entry -> ((JsonObject) entry).remove("timestamp"));
                    return frame.encode().replace(run + "-", "");
                })
                .toList();
    }

    private static List<String> messages(List<JsonObject> heard, String run) {
        return heard.stream()
                .filter(frame -> frame.getString("type").equals("message"))
                .map(frame -> frame.getInteger("data") + " in "
                        + frame.getString("channel")
                                .substring(frame.getString("channel").length() - 1))
                .toList();
    }

    /** What was published while its publisher was subscribed. */
    private static List<String> expected(List<Request> requests, List<JsonObject> heard) {
        List<String> expected = new ArrayList<>();
        boolean[] subscribed = new boolean[3];
        for (JsonObject frame : heard) {
            String channel = frame.getString("channel", "-");
            int number = channel.charAt(channel.length() - 1) - '0';
            switch (frame.getString("type")) {
                case "subscribed" -> subscribed[number] = true;
                case "unsubscribed" -> subscribed[number] = false;
                case "published" -> {
                    if (subscribed[number]) {
                        expected.add(frame.getInteger("id") + " in " + number);
                    }
                }
                default -> {}
            }
        }
        return expected;
    }

    @ParameterizedTest
    @EnumSource
    void whoPublishesAndUnsubscribesAtOnceHearsItsOwnMessageBefore(Node node) {
        try (Dialogue client = nodes.get(node).raw(token(true, "last"))) {
            client.text();
            for (int i = 0; i < 30; i++) {
                String channel = channel(i % 3, "last" + i);
                client.send(Frame.text(Answers.subscribe(channel, 1)));
                client.text();
                client.send(
                        Frame.text(Answers.publish(channel, i, 2)),
                        Frame.text(request("unsubscribe", 3)
                                .put("channel", channel)
                                .encode()),
                        Frame.text(request("ping", 4).encode()));
                assertThat(Stream.generate(() -> new JsonObject(client.text()).getString("type"))
                                .limit(4)
                                .filter(type -> !type.equals("published")))
                        .containsExactly("message", "unsubscribed", "pong");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoSubscribesAndPublishesAtOnceHearsItsOwnMessage(Node node) {
        try (Dialogue client = nodes.get(node).raw(token(true, "own"))) {
            client.text();
            for (int i = 0; i < 30; i++) {
                String channel = "kept:own" + i;
                client.send(Frame.text(Answers.subscribe(channel, 1)), Frame.text(Answers.publish(channel, i, 2)));
                assertThat(new JsonObject(client.text()).getInteger("offset")).isZero();
                List<JsonObject> next = List.of(new JsonObject(client.text()), new JsonObject(client.text()));
                assertThat(next.stream().map(frame -> frame.getString("type")))
                        .containsExactlyInAnyOrder("published", "message");
                assertThat(next).allMatch(frame -> frame.getInteger("offset") == 1);
            }
        }
    }
}

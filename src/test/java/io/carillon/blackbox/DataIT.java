package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published arrives byte for byte, not as somebody's idea of the same value. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataIT {
    private CarillonProcess node;
    private JdkClient alice;
    private JdkClient bob;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
        alice = JdkClient.connectAs(node, "alice").subscribe("exact");
        bob = JdkClient.connectAs(node, "bob");
    }

    @AfterAll
    void stop() {
        alice.close();
        bob.close();
        node.close();
    }

    static Stream<String> values() {
        return Stream.of(scalars(), numbers(), strings(), structures()).flatMap(values -> values);
    }

    private static Stream<String> scalars() {
        return Stream.of("null", "true", "false", "\"\"", "{}", "[]", "{ }", "[ ]", "[\n]");
    }

    private static Stream<String> numbers() {
        return Stream.of(
                "0",
                "-0",
                "0.0",
                "-0.0",
                "1e400",
                "-1E+400",
                "1E-400",
                "0.10",
                "1.000000000000000000000000000001",
                "12345678901234567890123456789",
                "9007199254740993",
                "1e2",
                "1E2",
                "100e-0",
                "0e0");
    }

    private static Stream<String> strings() {
        return Stream.of(
                "\"\\u0041\"",
                "\"\\/\"",
                "\"/\"",
                "\"\\u00e9\"",
                "\"\u00e9\"",
                "\"\\ud83d\\uDE00\"",
                "\"\ud83d\ude00\"",
                "\"\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"\\u0000\"",
                "\"\u007f\"",
                "\"\u2028\u2029\"",
                "\"\ufeff\"",
                "\"\ufffe\uffff\"",
                "\"\\b\\f\\n\\r\\t\\\"\\\\\"",
                "\"<script>&'\"",
                "\"\\\\u0041\"",
                "\"" + "long \u20ac ".repeat(6000) + "\"");
    }

    private static Stream<String> structures() {
        return Stream.of(
                "{ \"a\" : 1 ,  \"b\":\t[ 1 ,\n2 ,\r\n 3 ] }",
                "{\"a\":1,\"a\":2}",
                "{\"\":\"\"}",
                "{\"b\":1,\"a\":2}",
                "{\"\\u0061\":1,\"a\":2}",
                "{\"type\":\"ping\",\"channel\":\"other\",\"data\":{\"data\":1},\"id\":99,\"from\":\"eve\"}",
                "[1,\"}\",\"]\",\"\\\"}\",{\"k}\":\"]\"}]",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
                "[" + "0,".repeat(10_000) + "0]",
                "{\"__proto__\":{\"x\":1},\"constructor\":null}");
    }

    @ParameterizedTest
    @MethodSource("values")
    void dataArrivesAsItWasWritten(String value) {
        bob.send("{\"type\":\"publish\",\"channel\":\"exact\",\"data\":" + value + "}");
        assertThat(alice.next()).matches(text -> carries(text, value), "carries " + value);
    }

    @ParameterizedTest
    @MethodSource("values")
    void dataArrivesAsItWasWrittenFromBetweenOtherFieldsAndSpaces(String value) {
        bob.send("\n{ \"data\" : \t" + value + " \r\n, \"channel\":\"exact\",\"type\" :\"publish\" } ");
        assertThat(alice.next()).matches(text -> carries(text, value), "carries " + value);
    }

    private static boolean carries(String text, String value) {
        int at = text.indexOf("\"data\":" + value);
        String rest = at < 0 ? "" : text.substring(at + "\"data\":".length() + value.length());
        return rest.equals("}") || rest.startsWith(",\"");
    }
}

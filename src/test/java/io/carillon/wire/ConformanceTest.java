package io.carillon.wire;

import io.carillon.testing.EchoServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The production connection path, over an echo, against the conformance suite. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
    private EchoServer plain;
    private EchoServer deflate;

    @BeforeAll
    void start() {
        plain = EchoServer.start(ConformanceSuite.LIMIT, false);
        deflate = EchoServer.start(ConformanceSuite.LIMIT, true);
    }

    @AfterAll
    void stop() {
        plain.close();
        deflate.close();
    }

    @TestFactory
    Stream<DynamicNode> withoutCompressionTheServerKeepsToRfc6455() {
        return ConformanceSuite.plain(plain.port());
    }

    @TestFactory
    Stream<DynamicNode> withCompressionTheServerKeepsToRfc6455And7692() {
        return ConformanceSuite.deflate(deflate.port());
    }
}

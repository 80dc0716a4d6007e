package io.carillon.broker;

import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Opens brokers and feeds of one driver for a test, and closes them. */
public abstract class BrokerFixture {
    protected Vertx vertx;
    protected BrokerDriver driver;
    private final List<Publishing> brokers = new ArrayList<>();
    private final List<Listening> feeds = new ArrayList<>();

    protected abstract BrokerDriver driver();

    @BeforeEach
    void begin() {
        vertx = Vertx.vertx();
        driver = driver();
    }

    @AfterEach
    void end() {
        brokers.forEach(Publishing::close);
        feeds.forEach(Listening::close);
        Await.result(vertx.close());
    }

    protected Publishing publishing() {
        Publishing publishing = new Publishing(Loop.start(vertx), driver).awaitUp();
        brokers.add(publishing);
        return publishing;
    }

    protected Listening listening() {
        Listening listening = new Listening(Loop.start(vertx), driver).awaitUp();
        feeds.add(listening);
        return listening;
    }
}

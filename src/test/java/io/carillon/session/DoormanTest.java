package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Verdict;
import io.carillon.config.AuthorizeHookConfig;
import io.carillon.config.AuthorizeHookConfig.Operation;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DoormanTest {
    private static final Verdict YES = new Verdict(true, Optional.empty());

    private final HubBench hub = new HubBench(
            new AuthorizeHookConfig(
                    URI.create("http://127.0.0.1/"),
                    List.of(),
                    Set.of(Operation.SUBSCRIBE, Operation.PUBLISH),
                    Duration.ofSeconds(1)),
            1_048_576);
    private final TestClient ada = hub.connect("ada");
    private final Promise<Verdict> verdict = Promise.promise();

    @AfterEach
    void end() {
        hub.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"subscribe", "publish"})
    void a_yes_opens_no_namespace_that_was_closed_while_it_was_asked_for(String operation) {
        hub.bus.answer(Addresses.AUTHORIZE, question -> verdict.future());
        ada.says("{'type':'%s','channel':'a','data':1,'id':1}".formatted(operation));
        hub.run(() -> hub.namespaces.become(Map.of()));
        verdict.complete(YES);
        ada.hears("'code':404,'name':'unknown_namespace'");
        assertThat(hub.broker.answers).isEmpty();
        assertThat(hub.bridge.asked).isEmpty();
    }

    @Test
    void a_yes_is_the_beginning_of_what_was_asked_for() {
        hub.bus.answer(Addresses.AUTHORIZE, question -> verdict.future());
        ada.says("{'type':'subscribe','channel':'a','id':1}", "{'type':'ping','id':2}");
        assertThat(hub.bridge.asked).isEmpty();
        verdict.complete(YES);
        ada.hears("'pong'");
        assertThat(ada.heard().subList(1, 3))
                .containsExactly("{'type':'subscribed','id':1,'channel':'a'}", "{'type':'pong','id':2}");
    }
}

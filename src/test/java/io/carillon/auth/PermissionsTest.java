package io.carillon.auth;

import static io.carillon.config.NamespaceConfig.Access.ANYONE;
import static io.carillon.config.NamespaceConfig.Access.GRANTED;
import static io.carillon.config.NamespaceConfig.Access.NOBODY;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig;
import io.carillon.config.NamespaceConfig.Access;
import io.carillon.config.RatesConfig;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final ChannelName NEWS = new ChannelName("news:de");
    private static final Grants GRANTS =
            new Grants(List.of("x", "news:*"), List.of("news:en"), List.of("*:de"), List.of());

    @Test
    void anyoneMayWhereTheNamespaceIsOpen() {
        NamespaceConfig open = namespace(ANYONE, ANYONE, ANYONE, ANYONE);
        assertThat(Permissions.maySubscribe(Grants.NONE, open, NEWS)).isTrue();
        assertThat(Permissions.mayPublish(Grants.NONE, open, NEWS)).isTrue();
        assertThat(Permissions.maySeePresence(Grants.NONE, open, NEWS)).isTrue();
    }

    @Test
    void nobodyMayWhereTheNamespaceIsClosed() {
        Grants all = new Grants(List.of("*"), List.of("*"), List.of("*"), List.of("*"));
        NamespaceConfig closed = namespace(NOBODY, NOBODY, NOBODY, NOBODY);
        assertThat(Permissions.maySubscribe(all, closed, NEWS)).isFalse();
        assertThat(Permissions.mayPublish(all, closed, NEWS)).isFalse();
        assertThat(Permissions.maySeePresence(all, closed, NEWS)).isFalse();
    }

    @Test
    void otherwiseThePatternsOfThatActionDecide() {
        NamespaceConfig granted = namespace(GRANTED, GRANTED, GRANTED, GRANTED);
        assertThat(Permissions.maySubscribe(GRANTS, granted, NEWS)).isTrue();
        assertThat(Permissions.mayPublish(GRANTS, granted, NEWS)).isFalse();
        assertThat(Permissions.maySeePresence(GRANTS, granted, NEWS)).isFalse();
        Grants presence = new Grants(List.of(), List.of(), List.of(), List.of("news:*"));
        assertThat(Permissions.maySeePresence(presence, granted, NEWS)).isTrue();
    }

    @Test
    void eachActionHasItsOwnOption() {
        assertThat(Permissions.maySubscribe(Grants.NONE, namespace(ANYONE, NOBODY, NOBODY, NOBODY), NEWS))
                .isTrue();
        assertThat(Permissions.mayPublish(Grants.NONE, namespace(NOBODY, ANYONE, NOBODY, NOBODY), NEWS))
                .isTrue();
        assertThat(Permissions.maySeePresence(Grants.NONE, namespace(NOBODY, NOBODY, NOBODY, ANYONE), NEWS))
                .isTrue();
    }

    private static NamespaceConfig namespace(Access subscribe, Access publish, Access history, Access presence) {
        return new NamespaceConfig(
                subscribe,
                publish,
                history,
                presence,
                0,
                Duration.ofMinutes(5),
                false,
                NamespaceConfig.SlowConsumer.DISCONNECT,
                RatesConfig.NONE);
    }
}

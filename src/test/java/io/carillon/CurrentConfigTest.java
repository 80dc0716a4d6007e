package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.NamespaceConfig;
import io.carillon.config.NamespaceConfig.Access;
import io.carillon.config.Problem;
import io.carillon.config.Reloaded;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurrentConfigTest {
    private static final String SECRET = "'auth':{'secret':'a secret of a test, long enough for it'}";
    private static final String MADE = "made-at-the-start-and-long-enough-to-be-one";

    private String text = "{" + SECRET + ",'namespaces':{'a':{}}}";
    private final CurrentConfig current = new CurrentConfig(read(), Optional.of(this::read), UnaryOperator.identity());

    @Test
    void aFileThatSaysTheSameChangesNothing() {
        Config before = current.get();
        assertThat(reload(current)).isEqualTo(new Reloaded(List.of(), List.of()));
        assertThat(current.get()).isEqualTo(before);
    }

    @Test
    void namespacesLimitsAndKeysAreOthersFromNowOn() {
        text = "{'auth':{'secret':'another secret, and long enough as well'},'namespaces':{'b':{}},"
                + "'limits':{'jsonDepth':7,'rates':{'publish':1}},'ops':{'apiKeys':['" + "k".repeat(32) + "']}}";
        assertThat(reload(current))
                .isEqualTo(new Reloaded(List.of("namespaces", "limits", "auth", "ops.apiKeys"), List.of()));
        assertThat(current.get()).isEqualTo(read());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            'server':{'port':1,'host':'localhost'}       | server.host, server.port
            'ops':{'port':1}                             | ops.port
            'broker':{'type':'redis','redis':{'endpoints':['redis://h']}} | broker.type, broker.redis
            'shutdown':{'drain':'1s'},'presence':{'grace':'0s'} | presence.grace, shutdown.drain
            'cluster':{'kubernetes':{'service':'s','namespace':'n'}} | cluster.kubernetes
            """)
    void whatCannotChangeIsNamedAndLeftAlone(String sections, String paths) {
        Config before = current.get();
        text = "{" + SECRET + ",'namespaces':{'a':{}}," + sections + "}";
        assertThat(reload(current)).isEqualTo(new Reloaded(List.of(), List.of(paths.split(", "))));
        assertThat(current.get()).isEqualTo(before);
    }

    @Test
    void aNamespaceThatIsThereKeepsItsHistoryOrItsLackOfOne() {
        text = "{" + SECRET + ",'namespaces':{'a':{'historySize':5,'publish':'anyone'},'n':{'historySize':5}}}";
        assertThat(reload(current)).isEqualTo(new Reloaded(List.of("namespaces"), List.of("namespaces.a.historySize")));
        NamespaceConfig there = current.get().namespaces().get("a");
        assertThat(there.historySize()).isZero();
        assertThat(there.publish()).isEqualTo(Access.ANYONE);
        assertThat(current.get().namespaces().get("n").historySize()).isEqualTo(5);
    }

    @Test
    void aHistoryMayGrow() {
        text = "{" + SECRET + ",'namespaces':{'n':{'historySize':5}}}";
        reload(current);
        text = "{" + SECRET + ",'namespaces':{'n':{'historySize':9}}}";
        assertThat(reload(current)).isEqualTo(new Reloaded(List.of("namespaces"), List.of()));
        assertThat(current.get().namespaces().get("n").historySize()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'namespaces':{'a':{'publish':'all'}},'limits':{'jsonDepth':0}} | namespaces.a.publish, limits.jsonDepth
            {'namespaces':{'b':{}}}                                         | auth
            """)
    void aBadFileChangesNothing(String bad, String paths) {
        Config before = current.get();
        text = bad;
        assertThat(problems(current)).extracting(Problem::at).containsExactly(paths.split(", "));
        assertThat(current.get()).isSameAs(before);
    }

    @Test
    void withoutAFileThereIsNothingToRead() {
        assertThat(problems(CurrentConfig.fixed(read())))
                .singleElement()
                .asString()
                .contains("without -conf");
    }

    @Test
    void aDevelopmentNodeKeepsTheKeysThatItHasMade() {
        text = "{'namespaces':{'a':{}}}";
        CurrentConfig development = new CurrentConfig(
                read(),
                Optional.of(this::read),
                next -> next.isDevelopment() ? next.withDevelopmentKeys(MADE, MADE) : next);
        text = "{'namespaces':{'b':{}}}";
        assertThat(reload(development)).isEqualTo(new Reloaded(List.of("namespaces"), List.of()));
        assertThat(development.get().auth().secret()).containsExactly(MADE);
        assertThat(development.get().ops().apiKeys()).hasSize(1);
        text = "{" + SECRET + "}";
        assertThat(reload(development).changed()).containsExactly("namespaces", "auth", "ops.apiKeys");
    }

    private static Reloaded reload(CurrentConfig config) {
        Reloaded reloaded = config.prepare();
        config.apply();
        return reloaded;
    }

    private static List<Problem> problems(CurrentConfig config) {
        return catchThrowableOfType(InvalidConfigException.class, config::prepare)
                .problems();
    }

    private Config read() {
        return new ConfigReader(name -> null).text(text.replace('\'', '"')).config();
    }
}

package io.carillon.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Config;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The configuration files in {@code deploy} against the records that hold what a configuration can say. */
class ConfKeysTest {
    @Test
    void the_file_of_the_compose_example_has_known_keys_only() {
        assertKnown("", new JsonObject(Tree.text("deploy/compose/carillon.json")), Config.class);
    }

    @Test
    void the_file_of_the_config_map_has_known_keys_only() {
        assertKnown("", KubernetesTest.configuration(), Config.class);
    }

    private static void assertKnown(String path, JsonObject conf, Class<?> type) {
        Map<String, RecordComponent> known = Arrays.stream(type.getRecordComponents())
                .collect(Collectors.toMap(RecordComponent::getName, Function.identity()));
        assertThat(known.keySet()).as(path).containsAll(conf.fieldNames());
        for (String key : conf.fieldNames()) {
            if (conf.getValue(key) instanceof JsonObject part) {
                assertPartKnown(path + "." + key, part, known.get(key).getGenericType());
            }
        }
    }

    private static void assertPartKnown(String path, JsonObject part, Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            Class<?> value = (Class<?>) generic.getActualTypeArguments()[1];
            part.fieldNames().forEach(name -> assertKnown(path + "." + name, part.getJsonObject(name), value));
        } else if (type instanceof ParameterizedType optional) {
            assertKnown(path, part, (Class<?>) optional.getActualTypeArguments()[0]);
        } else {
            assertKnown(path, part, (Class<?>) type);
        }
    }
}

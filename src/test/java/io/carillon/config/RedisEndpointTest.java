package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisEndpointTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    redis://localhost                        | false |        |           | localhost         | 6379 | 0
                    redis://my_redis:6380                    | false |        |           | my_redis          | 6380 | 0
                    redis://_my_.db_1.corp                   | false |        |           | _my_.db_1.corp    | 6379 | 0
                    redis://6redis:1/                        | false |        |           | 6redis            | 1    | 0
                    redis://REDIS.Example.com/15             | false |        |           | REDIS.Example.com | 6379 | 15
                    rediss://10.0.0.1:65535/0                | true  |        |           | 10.0.0.1          | 65535| 0
                    redis://[::1]                            | false |        |           | ::1               | 6379 | 0
                    rediss://ann:pw@[2001:db8::7]:7000/3     | true  | ann    | pw        | 2001:db8::7       | 7000 | 3
                    redis://:pw@h                            | false |        | pw        | h                 | 6379 | 0
                    redis://:@h                              | false |        |           | h                 | 6379 | 0
                    redis://@h                               | false |        |           | h                 | 6379 | 0
                    redis://ann:@h                           | false | ann    | ''        | h                 | 6379 | 0
                    redis://a%3Ann:p%40%2F%3F%23%25%3a@h:1   | false | a:nn   | p@/?#%:   | h                 | 1    | 0
                    redis://:p+w:x@y^[{h}]@h:1               | false |        | p+w:x@y^[{h}] | h             | 1    | 0
                    redis://:%C3%A4ä€😀@h                     | false |        | ää€😀     | h                 | 6379 | 0
                    """)
    void whatOperatorsWrite(
            String text, boolean tls, String user, String password, String host, int port, int database) {
        assertThat(RedisEndpoint.parse(text))
                .isEqualTo(new RedisEndpoint(
                        tls, Optional.ofNullable(user), Optional.ofNullable(password), host, port, database));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    hunter2                      | redis:// or rediss://
                    ''                           | redis:// or rediss://
                    http://hunter2@a:1           | redis:// or rediss://
                    unix:///hunter2              | redis:// or rediss://
                    hunter2:6379                 | redis:// or rediss://
                    redis:hunter2                | redis:// or rediss://
                    redis://                     | must have a host
                    redis://:hunter2@            | must have a host
                    redis://:hunter2@:6379       | must have a host
                    redis://:hunter2@a b         | host name
                    redis://:hunter2@a..b        | host name
                    redis://:hunter2@1.2.3.400   | host name
                    redis://:hunter2@[1.2.3.4]   | host name
                    redis://:hunter2@::1         | host
                    redis://:hunter2@[::1        | host
                    redis://:hunter2@[::1]x      | host
                    redis://:hunter2@a:99999     | port
                    redis://:hunter2@a:0         | port
                    redis://:hunter2@a:          | port
                    redis://:hunter2@a:1:2       | port
                    redis://:hunter2@a:six       | port
                    redis://:hunter2@a/x         | database
                    redis://:hunter2@a/1/2       | database
                    redis://:hunter2@a/-1        | database
                    redis://:hunter2@a/12345     | database
                    redis://a?password=hunter2   | ? and #
                    redis://:hunter2@a#x         | ? and #
                    redis://:hunter2/x@a         | percent-encoded
                    redis://:hunter2?x@a         | percent-encoded
                    redis://:hunter2#x@a         | percent-encoded
                    redis://:hunter2%@a          | %25
                    redis://:hunter2%4@a         | %25
                    redis://:hunter2%zz@a        | %25
                    redis://:hunter2%ff@a        | UTF-8
                    redis://hunter2@a            | password behind the user
                    """)
    void whatIsRefusedSaysWhyAndIsNotRepeated(String text, String why) {
        assertThatThrownBy(() -> RedisEndpoint.parse(text))
                .hasMessageStartingWith("must ")
                .hasMessageContaining(why)
                .hasNoCause()
                .message()
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://ann:hunter2@my_redis:1/2", "rediss://:hunter2@[::1]"})
    void asTextItHasNoSecret(String text) {
        assertThat(RedisEndpoint.parse(text).toString())
                .isEqualTo(
                        text.replaceFirst("//.*@", "//").replaceFirst("/2$", "").replaceFirst("]$", "]:6379"));
    }

    @Test
    void databasesAboveZeroHaveAPrefixOfTheirOwn() {
        assertThat(prefix("redis://h")).isEqualTo("carillon:");
        assertThat(prefix("redis://h/0")).isEqualTo("carillon:");
        assertThat(prefix("redis://h/12")).isEqualTo("carillon:12:");
    }

    private static String prefix(String endpoint) {
        return new RedisConfig(
                        RedisConfig.Mode.STANDALONE,
                        List.of(endpoint),
                        Optional.empty(),
                        "carillon:",
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1),
                        RedisConfig.Tls.DEFAULT,
                        RedisConfig.Sentinel.SAME)
                .keyPrefix();
    }
}

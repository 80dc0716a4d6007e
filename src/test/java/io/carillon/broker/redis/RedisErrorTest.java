package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisErrorTest {
    /** As servers write them, 6.2 inside of scripts with words of its own around. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist | MISCONF
                    ERR Error running script (call to f_1): @user_script:4: -MISCONF Redis is configured    | MISCONF
                    OOM command not allowed when used memory > 'maxmemory'.                                 | OOM
                    ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed        | OOM
                    NOREPLICAS Not enough good replicas to write. script: 1, on @user_script:1.             | NOREPLICAS
                    READONLY You can't write against a read only replica.                                   | READONLY
                    LOADING Redis is loading the dataset in memory                                          | LOADING
                    MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.        | MASTERDOWN
                    CLUSTERDOWN Hash slot not served                                                        | CLUSTERDOWN
                    TRYAGAIN Multiple keys request during rehashing of slot                                 | TRYAGAIN
                    BUSY Redis is busy running a script. You can only call SCRIPT KILL                      | BUSY
                    UNKILLABLE Sorry the script already executed write commands                             | UNKILLABLE
                    NOAUTH Authentication required.                                                         | NOAUTH
                    NOAUTH HELLO must be called with the client already authenticated                       | NOAUTH
                    WRONGPASS invalid username-password pair or user is disabled.                           | WRONGPASS
                    NOPERM this user has no permissions to run the 'time' command or its subcommand         | NOPERM
                    ERR Error running script (call to f_1): @user_script:1: @user_script: 1: The user executing the script can't run this command or subcommand | NOPERM
                    ERR The user executing the script can't access at least one of the keys mentioned       | NOPERM
                    ERR max number of clients reached                                                       | OTHER
                    WRONGTYPE Operation against a key holding the wrong kind of value                       | OTHER
                    BUSYGROUP Consumer Group name already exists                                            | OTHER
                    MOVED 3999 127.0.0.1:6381                                                               |
                    ASK 3999 127.0.0.1:6381                                                                 |
                    """)
    void anErrorIsKnownByItsCode(String error, RedisError code) {
        assertThat(RedisError.of(error)).isEqualTo(code);
    }

    @Test
    void theDocumentHasARowForEach() throws IOException {
        String document = Files.readString(Path.of("src/docs/OPERATIONS.md"));
        assertThat(Arrays.stream(RedisError.values()).filter(RedisError::isNodeWide))
                .allMatch(error -> document.contains("| `" + error + "` |"));
    }
}

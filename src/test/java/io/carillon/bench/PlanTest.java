package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanTest {
    private static final int CHANNELS = 7;
    private static final int SUBSCRIBERS = 30;

    private static Plan plan(int channelsPerConnection, boolean lobby) {
        return new Plan("0123abcd", "bench", CHANNELS, channelsPerConnection, SUBSCRIBERS, 2, 0, 128, lobby);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aChannelIsFoundAtThePlaceWhereAConnectionHasIt(boolean lobby) {
        Plan plan = plan(3, lobby);
        for (int connection = 0; connection < SUBSCRIBERS; connection++) {
            for (int channel = 0; channel < CHANNELS; channel++) {
                int place = plan.placeOf(connection, channel);
                assertThat(place).isNotNegative();
                int[] own = {plan.channelAt(connection, 0), plan.channelAt(connection, 1), plan.channelAt(connection, 2)
                };
                assertThat(own).doesNotHaveDuplicates();
                if (place < 3) {
                    assertThat(own[place]).isEqualTo(channel);
                } else {
                    assertThat(own).doesNotContain(channel);
                }
            }
        }
    }

    @Test
    void everyoneIsInTheLobbyAndTheRoomsAreOfOneSize() {
        Plan plan = plan(2, true);
        int[] members = new int[CHANNELS];
        IntStream.range(0, SUBSCRIBERS).forEach(connection -> {
            members[plan.channelAt(connection, 0)]++;
            members[plan.channelAt(connection, 1)]++;
        });
        assertThat(members).containsExactly(30, 5, 5, 5, 5, 5, 5);
    }

    @Test
    void aLobbyNeedsAChannelBesideIt() {
        assertThatThrownBy(() -> new Plan("0123abcd", "bench", 1, 1, 1, 0, 0, 128, true))
                .hasMessage("beside the lobby there must be a channel");
    }
}

package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    @Test
    void parts_of_any_size_are_joined_in_their_order() {
        byte[] message = new byte[10_000];
        new Random(3).nextBytes(message);
        Fragments fragments = new Fragments(FrameHeader.TEXT, true, 10_000);
        int at = 0;
        for (int size = 0; at < message.length; size++) {
            int length = Math.min(size, message.length - at);
            fragments.append(Arrays.copyOfRange(message, at, at + length), length);
            at += length;
        }
        assertThat(fragments.length()).isEqualTo(10_000);
        assertThat(Arrays.copyOf(fragments.bytes(), 10_000)).isEqualTo(message);
        assertThat(fragments.opcode()).isEqualTo(FrameHeader.TEXT);
        assertThat(fragments.compressed()).isTrue();
    }

    @Test
    void the_bound_is_the_whole_messages() {
        Fragments fragments = new Fragments(FrameHeader.TEXT, false, 10);
        fragments.append(new byte[6], 6);
        fragments.append(new byte[4], 4);
        fragments.append(new byte[0], 0);
        assertThat(refusal(fragments, 1)).isEqualTo(1009);
    }

    @Test
    void no_more_is_kept_than_the_bound() {
        Fragments fragments = new Fragments(FrameHeader.TEXT, false, 1_000);
        for (int i = 0; i < 1_000; i++) {
            fragments.append(new byte[1], 1);
        }
        assertThat(fragments.bytes()).hasSize(1_000);
    }

    @Test
    void asManyPartsAsTheMessageHasBytesMakeItAndAsManyEmptyOnes() {
        Fragments fragments = new Fragments(FrameHeader.TEXT, false, 70_000);
        for (int i = 0; i < 70_000; i++) {
            fragments.append(new byte[1], 1);
            fragments.append(new byte[0], 0);
        }
        assertThat(fragments.length()).isEqualTo(70_000);
    }

    @Test
    void endlessEmptyPartsAreRefused() {
        Fragments fragments = new Fragments(FrameHeader.TEXT, false, 1_000);
        for (int i = 0; i < 1_000; i++) {
            fragments.append(new byte[0], 0);
        }
        assertThat(refusal(fragments, 0)).isEqualTo(1009);
    }

    private static int refusal(Fragments fragments, int length) {
        return catchThrowableOfType(WebSocketFailure.class, () -> fragments.append(new byte[length], length))
                .code()
                .code();
    }
}

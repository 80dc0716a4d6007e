package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScratchTest {
    private final Random random = new Random(7);
    private final Scratch scratch = new Scratch();

    @Test
    void unmasking_agrees_with_the_rfc_for_every_length() {
        for (int length = 0; length <= 100; length++) {
            for (int mask : new int[] {0, -1, 0x01020304, 0x80000001, random.nextInt()}) {
                check(length, mask);
            }
        }
    }

    @Test
    void a_payload_larger_than_any_before_finds_room_and_a_smaller_one_after_it_is_right() {
        check(4_097, 0x11223344);
        check(200_000, 0x55667788);
        check(3, 0x0A0B0C0D);
    }

    @Test
    void only_the_payload_is_taken() {
        ByteBuf in = Unpooled.buffer().writeZero(20);
        scratch.unmask(in, 13, 1);
        assertThat(in.readableBytes()).isEqualTo(7);
    }

    private void check(int length, int mask) {
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        byte[] expected = new byte[length];
        byte[] key = {(byte) (mask >> 24), (byte) (mask >> 16), (byte) (mask >> 8), (byte) mask};
        for (int i = 0; i < length; i++) {
            expected[i] = (byte) (payload[i] ^ key[i % 4]);
        }
        byte[] unmasked = scratch.unmask(Unpooled.wrappedBuffer(payload), length, mask);
        assertThat(Arrays.copyOf(unmasked, length)).isEqualTo(expected);
    }
}

package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class DeflateTest {
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final Random random = new Random(5);
    private final Deflate deflate = new Deflate(300_000);

    @Test
    void what_was_deflated_inflates_again() {
        byte[] text = "to be, or not to be ".repeat(500).getBytes(StandardCharsets.UTF_8);
        byte[] compressed = deflated(text);
        assertThat(compressed).hasSizeLessThan(200);
        assertThat(inflated(compressed)).isEqualTo(text);
        assertThat(deflated(text)).isEqualTo(compressed);
    }

    @Test
    void any_inflater_reads_it_after_the_tail() throws Exception {
        for (int size : new int[] {0, 1, 125, 4_000, 4_096, 8_192, 65_536}) {
            byte[] message = noise(size);
            assertThat(readByAnother(deflated(message), message.length)).isEqualTo(message);
        }
    }

    @Test
    void results_that_just_fill_the_array_are_whole() throws Exception {
        for (int size = 4_060; size < 4_110; size++) {
            Deflate fresh = new Deflate(300_000);
            byte[] message = noise(size);
            byte[] compressed = Arrays.copyOf(fresh.bytes(), fresh.deflate(message));
            compressed = Arrays.copyOf(fresh.bytes(), fresh.deflate(message));
            assertThat(readByAnother(compressed, size)).isEqualTo(message);
        }
    }

    @Test
    void what_cannot_be_compressed_finds_room() {
        byte[] message = noise(200_000);
        assertThat(inflated(deflated(message))).isEqualTo(message);
    }

    @Test
    void a_bomb_is_refused_when_it_passes_the_bound() {
        byte[] bomb = byAnother(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(50_000);
        assertThat(refusal(new Deflate(65_536), bomb)).isEqualTo(1009);
    }

    @Test
    void a_message_of_just_the_bound_passes_and_one_byte_more_does_not() {
        assertThat(new Deflate(65_536).inflate(byAnother(new byte[65_536]), byAnother(new byte[65_536]).length))
                .isEqualTo(65_536);
        assertThat(refusal(new Deflate(65_536), byAnother(new byte[65_537]))).isEqualTo(1009);
    }

    @Test
    void garbage_is_refused_and_harms_no_later_message() {
        for (int i = 0; i < 2_000; i++) {
            byte[] garbage = noise(1 + random.nextInt(60));
            WebSocketFailure refused =
                    catchThrowableOfType(WebSocketFailure.class, () -> deflate.inflate(garbage, garbage.length));
            if (refused != null) {
                assertThat(refused.code().code()).isEqualTo(1007);
            }
        }
        byte[] text = "still here".getBytes(StandardCharsets.UTF_8);
        assertThat(inflated(deflated(text))).isEqualTo(text);
    }

    @Test
    void a_message_with_a_final_block_is_read() {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        deflater.setInput("final".getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] out = new byte[100];
        byte[] compressed = Arrays.copyOf(out, deflater.deflate(out));
        assertThat(inflated(compressed)).asString(StandardCharsets.UTF_8).isEqualTo("final");
    }

    private byte[] noise(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] deflated(byte[] message) {
        int length = deflate.deflate(message);
        return Arrays.copyOf(deflate.bytes(), length);
    }

    private byte[] inflated(byte[] compressed) {
        int length = deflate.inflate(compressed, compressed.length);
        return Arrays.copyOf(deflate.bytes(), length);
    }

    private static int refusal(Deflate deflate, byte[] compressed) {
        return catchThrowableOfType(WebSocketFailure.class, () -> deflate.inflate(compressed, compressed.length))
                .code()
                .code();
    }

    private static byte[] byAnother(byte[] message) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length / 500 + 1_000];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        return Arrays.copyOf(out, length - TAIL.length);
    }

    private static byte[] readByAnother(byte[] compressed, int size) throws DataFormatException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(compressed);
        whole.writeBytes(TAIL);
        Inflater inflater = new Inflater(true);
        inflater.setInput(whole.toByteArray());
        byte[] message = new byte[size + 10];
        return Arrays.copyOf(message, inflater.inflate(message));
    }
}

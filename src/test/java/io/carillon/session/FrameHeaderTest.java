package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {
    private static final int MAX = 70_000;
    private static final int TEXT = ClientFrames.FIN | FrameHeader.TEXT;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 255, 256, 65_535, 65_536, 70_000})
    void a_header_is_read_wherever_its_bytes_are_cut(int length) {
        ByteBuf bytes = ClientFrames.header(TEXT, length, 0x89ABCDEF);
        int size = bytes.readableBytes();
        for (int cut = 0; cut < size; cut++) {
            FrameHeader header = new FrameHeader(MAX, false);
            ByteBuf in = Unpooled.buffer().writeBytes(bytes, 0, cut);
            assertThat(header.read(in)).isFalse();
            assertThat(in.readableBytes()).isEqualTo(cut);
            in.writeBytes(bytes, cut, size - cut).writeZero(length);
            assertThat(header.read(in)).isTrue();
            assertThat(header.length()).isEqualTo(length);
            assertThat(header.mask()).isEqualTo(0x89ABCDEF);
            assertThat(header.opcode()).isEqualTo(FrameHeader.TEXT);
            assertThat(header.fin()).isTrue();
            assertThat(in.readableBytes()).isEqualTo(length);
        }
    }

    @Test
    void it_waits_for_the_whole_payload_and_reads_the_header_once() {
        FrameHeader header = new FrameHeader(MAX, false);
        ByteBuf in = ClientFrames.header(TEXT, 3, 1).writeZero(2);
        assertThat(header.read(in)).isFalse();
        assertThat(header.read(in)).isFalse();
        assertThat(in.readableBytes()).isEqualTo(2);
        in.writeByte(0);
        assertThat(header.read(in)).isTrue();
        in.skipBytes(3);
        header.next();
        assertThat(header.read(in)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0x91, 0x80, 1002", "0xA1, 0x80, 1002", "0xC1, 0x80, 1002", "0x83, 0x80, 1002", "0x87, 0x80, 1002",
        "0x8B, 0x80, 1002", "0x8F, 0x80, 1002", "0x81, 0x00, 1002", "0x81, 0x7F, 1002", "0x09, 0x80, 1002",
        "0x08, 0x80, 1002", "0x89, 0xFE, 1002", "0x88, 0xFF, 1002", "0xC9, 0x80, 1002", "0xC0, 0x80, 1002"
    })
    void what_two_bytes_show_to_be_wrong_is_refused_at_once(String first, String second, int code) {
        ByteBuf in = Unpooled.buffer().writeByte(Integer.decode(first)).writeByte(Integer.decode(second));
        assertThat(failure(in, false).code().code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC9, 0xC0, 0x91, 0xE1})
    void with_compression_only_the_first_frame_of_a_message_may_say_so(int first) {
        ByteBuf in = Unpooled.buffer().writeByte(first).writeByte(0x80);
        assertThat(failure(in, true).code().code()).isEqualTo(1002);
    }

    @Test
    void with_compression_a_message_may_be_compressed() {
        FrameHeader header = new FrameHeader(MAX, true);
        assertThat(header.read(ClientFrames.header(0xC1, 0, 0))).isTrue();
        assertThat(header.compressed()).isTrue();
    }

    @Test
    void a_length_that_is_not_in_its_shortest_form_is_refused() {
        ByteBuf twoBytes = Unpooled.buffer().writeByte(TEXT).writeByte(0xFE).writeShort(125);
        ByteBuf eightBytes = Unpooled.buffer().writeByte(TEXT).writeByte(0xFF).writeLong(65_535);
        assertThat(failure(twoBytes, false).code().code()).isEqualTo(1002);
        assertThat(failure(eightBytes, false).code().code()).isEqualTo(1002);
    }

    @ParameterizedTest
    @CsvSource({"70001, 1009", "4294967296, 1009", "9223372036854775807, 1009", "-1, 1002"})
    void a_length_over_the_bound_is_refused_before_any_of_it_is_read(long length, int code) {
        ByteBuf in = Unpooled.buffer().writeByte(TEXT).writeByte(0xFF).writeLong(length);
        assertThat(failure(in, false).code().code()).isEqualTo(code);
    }

    @Test
    void a_control_frame_may_be_longer_than_a_message() {
        FrameHeader header = new FrameHeader(10, false);
        ByteBuf in =
                ClientFrames.header(ClientFrames.FIN | FrameHeader.PING, 125, 0).writeZero(125);
        assertThat(header.read(in)).isTrue();
    }

    private static WebSocketFailure failure(ByteBuf in, boolean deflate) {
        return catchThrowableOfType(WebSocketFailure.class, () -> new FrameHeader(MAX, deflate).read(in));
    }
}

package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.carillon.protocol.CloseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseFrameTest {
    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void these_codes_may_be_sent(int code) {
        byte[] payload = CloseFrame.payload(code, "so long");
        assertThat(CloseFrame.code(payload, payload.length)).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void these_codes_may_not(int code) {
        byte[] payload = CloseFrame.payload(code, "");
        assertThat(failure(payload)).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void none_is_a_code_of_its_own_and_half_of_one_is_wrong() {
        assertThat(CloseFrame.code(new byte[0], 0)).isEqualTo(CloseFrame.NO_STATUS);
        assertThat(failure(new byte[] {3})).isEqualTo(CloseCode.PROTOCOL_ERROR);
    }

    @Test
    void the_reason_has_to_be_utf_8() {
        assertThat(failure(new byte[] {3, (byte) 0xE8, (byte) 0xC3})).isEqualTo(CloseCode.INVALID_PAYLOAD);
        byte[] good = {3, (byte) 0xE8, (byte) 0xC3, (byte) 0xA9, (byte) 0xFF};
        assertThat(CloseFrame.code(good, 4)).isEqualTo(1000);
    }

    @Test
    void a_long_reason_is_cut_to_what_a_control_frame_holds() {
        assertThat(CloseFrame.payload(1000, "x".repeat(200))).hasSize(125);
    }

    @Test
    void it_is_cut_at_the_end_of_a_character() {
        byte[] payload = CloseFrame.payload(1000, "é".repeat(62));
        assertThat(payload).hasSize(124);
        assertThat(CloseFrame.code(payload, payload.length)).isEqualTo(1000);
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void what_the_server_sends_it_would_accept(CloseCode code) {
        byte[] payload = CloseFrame.payload(code.code(), code.reason());
        assertThat(CloseFrame.code(payload, payload.length)).isEqualTo(code.code());
    }

    private static CloseCode failure(byte[] payload) {
        return catchThrowableOfType(WebSocketFailure.class, () -> CloseFrame.code(payload, payload.length))
                .code();
    }
}

package io.carillon.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** PROTOCOL.md against the golden frames and the catalogues of codes. */
class ProtocolDocumentTest {
    private static final Path FRAMES = Path.of("src/test/resources/protocol");
    private static final Pattern BLOCK = Pattern.compile("```json\\n(.*?)\\n```", Pattern.DOTALL);

    private final String document = read(Path.of("src/docs/PROTOCOL.md"));

    @Test
    void the_document_shows_the_golden_frames_and_no_other() throws IOException {
        try (Stream<Path> files = Files.list(FRAMES)) {
            List<String> golden = files.map(ProtocolDocumentTest::read).toList();

            assertThat(shown()).isNotEmpty().containsExactlyInAnyOrderElementsOf(golden);
        }
    }

    @Test
    void a_golden_frame_is_one_json_object() {
        assertThat(shown())
                .allSatisfy(
                        frame -> assertThat(new JsonObject(frame).fieldNames()).isNotEmpty());
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void every_error_has_its_row(ErrorCode error) {
        assertThat(document).containsOnlyOnce("\n| " + error.code() + " | `" + error.text() + "` | ");
    }

    @ParameterizedTest
    @EnumSource(CloseCode.class)
    void every_close_code_has_its_row(CloseCode close) {
        String reason = close.reason().isEmpty() ? "" : "`" + close.reason() + "` ";

        assertThat(document).containsOnlyOnce("\n| " + close.code() + " | " + reason + "| ");
    }

    private List<String> shown() {
        return BLOCK.matcher(document)
                .results()
                .flatMap(match -> match.group(1).lines())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

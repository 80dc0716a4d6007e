package io.carillon.ops.api;

import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What {@code Content-Encoding} says of a request's body (RFC 9110, section 8.4): nothing, or that it is gzipped. */
final class BodyCoding {
    /** For {@code Accept-Encoding} in the answer to any other. */
    static final String ACCEPTED = "gzip";

    private BodyCoding() {}

    /**
     * @param headers the values of {@code Content-Encoding}, of which there may be several
     * @param maxBytes most of what is returned; no more of it is ever in memory
     * @return the body as it was before it was encoded
     * @throws ProtocolException for another coding, for more bytes, and for what is no gzip
     */
    static byte[] decode(List<String> headers, byte[] body, int maxBytes) {
        List<String> codings = headers.stream()
                .flatMap(header -> Stream.of(header.split(",", -1)))
                .map(coding -> coding.trim().toLowerCase(Locale.ROOT))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity"))
                .toList();
        if (codings.isEmpty() || body.length == 0) {
            return body;
        }
        if (codings.equals(List.of("gzip")) || codings.equals(List.of("x-gzip"))) {
            return inflated(body, maxBytes);
        }
        throw new ProtocolException(ErrorCode.UNSUPPORTED_ENCODING, "A body may be encoded with gzip alone, and once");
    }

    private static byte[] inflated(byte[] body, int maxBytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] inflated = in.readNBytes(maxBytes + 1);
            if (inflated.length > maxBytes) {
                throw new ProtocolException(ErrorCode.TOO_LARGE);
            }
            return inflated;
        } catch (IOException broken) {
            throw Call.invalid("The body is no valid gzip");
        }
    }
}

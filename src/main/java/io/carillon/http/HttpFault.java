package io.carillon.http;

import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ServerFrames;
import java.nio.charset.StandardCharsets;

/**
 * Why a request is refused by its form alone, before anybody looks at what it asks for. The connection ends with the
 * answer: behind a request that cannot be read nobody knows where the next one begins.
 *
 * @param phrase of the status line
 */
record HttpFault(int status, String phrase, ErrorCode code, String message) {
    static HttpFault malformed(String message) {
        return new HttpFault(400, "Bad Request", ErrorCode.INVALID_MESSAGE, message);
    }

    static HttpFault headTooLarge(int maxHeaderSize) {
        return new HttpFault(
                431,
                "Request Header Fields Too Large",
                ErrorCode.HEADER_TOO_LARGE,
                "The head of the request is larger than server.maxHeaderSize (" + maxHeaderSize + " bytes)");
    }

    static HttpFault version(String version) {
        return new HttpFault(
                505,
                "HTTP Version Not Supported",
                ErrorCode.INVALID_MESSAGE,
                version + " is not spoken here, HTTP/1.1 and HTTP/1.0 are");
    }

    static HttpFault late() {
        return new HttpFault(408, "Request Timeout", ErrorCode.TIMEOUT, "The request did not arrive in time");
    }

    /** The whole answer. @param withBody false for HEAD */
    byte[] answer(boolean withBody) {
        byte[] body = ServerFrames.error(status, code.text(), message);
        byte[] head = ("HTTP/1.1 " + status + " " + phrase + "\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\nConnection: close\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + (withBody ? body.length : 0)];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(body, 0, all, head.length, all.length - head.length);
        return all;
    }
}

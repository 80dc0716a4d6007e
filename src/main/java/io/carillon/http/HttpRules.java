package io.carillon.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What RFC 9112 has a server refuse in the head of a request, beside what the decoder cannot read at all. */
final class HttpRules {
    private static final int MAX_PORT = 65_535;

    /** RFC 3986, section 3.2.2: an address in brackets, or a name, percent-encoded where it has to be. */
    private static final Pattern HOST = Pattern.compile(
            "(\\[[0-9A-Fa-f:.]{2,64}]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)(?::([0-9]{0,5}))?");

    private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://[^/?#]+.*");

    private HttpRules() {}

    /** The fault of a request whose head was read without one. A higher minor version is spoken to as HTTP/1.1. */
    static Optional<HttpFault> judge(HttpRequest request) {
        return version(request)
                .or(() -> target(request))
                .or(() -> host(request.headers(), request.protocolVersion()))
                .or(() -> transferEncoding(request.headers(), request.protocolVersion()));
    }

    private static Optional<HttpFault> version(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        if (version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0) {
            return Optional.empty();
        }
        if (!"HTTP".equals(version.protocolName()) || version.majorVersion() != 1) {
            return Optional.of(HttpFault.version(version.text()));
        }
        if (version.minorVersion() <= 1) {
            return Optional.of(HttpFault.malformed("HTTP is written in capital letters"));
        }
        request.setProtocolVersion(HttpVersion.HTTP_1_1);
        return Optional.empty();
    }

    private static Optional<HttpFault> target(HttpRequest request) {
        String target = request.uri();
        boolean printable = target.chars().allMatch(each -> each > ' ' && each < 0x7F);
        boolean formed = target.startsWith("/")
                || ABSOLUTE.matcher(target).matches()
                || target.equals("*") && request.method().equals(HttpMethod.OPTIONS)
                || request.method().equals(HttpMethod.CONNECT);
        return printable && formed ? Optional.empty() : Optional.of(HttpFault.malformed("Invalid request target"));
    }

    private static Optional<HttpFault> host(HttpHeaders headers, HttpVersion version) {
        List<String> hosts = headers.getAll(HttpHeaderNames.HOST);
        if (hosts.size() > 1) {
            return Optional.of(HttpFault.malformed("More than one Host header"));
        }
        if (hosts.isEmpty()) {
            return version.equals(HttpVersion.HTTP_1_0)
                    ? Optional.empty()
                    : Optional.of(HttpFault.malformed("No Host header"));
        }
        return isHost(hosts.get(0)) ? Optional.empty() : Optional.of(HttpFault.malformed("Invalid Host header"));
    }

    private static boolean isHost(String text) {
        var parts = HOST.matcher(text);
        return parts.matches()
                && (parts.group(2) == null || parts.group(2).isEmpty() || Integer.parseInt(parts.group(2)) <= MAX_PORT);
    }

    /** Another coding than {@code chunked} is not undone here, and what is not understood cannot be told from smuggling. */
    private static Optional<HttpFault> transferEncoding(HttpHeaders headers, HttpVersion version) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty()) {
            return Optional.empty();
        }
        boolean chunked = codings.size() == 1 && codings.get(0).trim().equalsIgnoreCase("chunked");
        return chunked && !version.equals(HttpVersion.HTTP_1_0)
                ? Optional.empty()
                : Optional.of(HttpFault.malformed("Transfer-Encoding is not chunked"));
    }
}

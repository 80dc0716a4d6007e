package io.carillon;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What an attacker, or a broken back end, may send to the API. */
final class HostileInput {
    static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PRI", "BREW", "get");

    /** A value that the field of this name takes, in whatever call. */
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("data", "1"),
            Map.entry("key", "\"k\""),
            Map.entry("exclude", "\"c\""),
            Map.entry("channels", "[\"a\"]"),
            Map.entry("requests", "[{\"method\":\"GET\",\"path\":\"/api/nodes\"}]"),
            Map.entry("code", "3503"),
            Map.entry("reason", "\"r\""),
            Map.entry("value", "1"),
            Map.entry("user", "\"u\""),
            Map.entry("until", "4102444800000"),
            Map.entry("over", "\"1s\""),
            Map.entry("share", "0.02"));

    /** Of any type, and none that every field would take. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "1",
            "-1",
            "1.5",
            "-0",
            "1e400",
            "-1e400",
            "1e-400",
            "41.0",
            "4.1e1",
            "3.503e3",
            "1e999999999",
            "-1e-999999999",
            "9223372036854775808",
            "99999999999999999999999999999999999999",
            "\"\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "\"a\\r\\nb\"",
            "\"../../etc/passwd\"",
            "\"${jndi:ldap://x/a}\"",
            "\"'; DROP TABLE x; --\"",
            "\"" + "x".repeat(5_000) + "\"",
            "[]",
            "{}",
            "[[]]",
            "[null]",
            "[\"a\",\"a\"]",
            "[{\"method\":\"GET\",\"path\":\"/api/nodes\",\"body\":{}}]",
            "[{\"method\":1,\"path\":[],\"body\":\"x\"}]",
            "[{\"method\":\"POST\",\"path\":\"/api/batch\",\"body\":{\"requests\":[]}}]",
            "[{\"method\":\"GET\",\"path\":\"/api/%zz?%zz=%\"},{}]");

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "x",
            "null",
            "true",
            "1",
            "\"x\"",
            "[]",
            "[{}]",
            "{}",
            "{}{}",
            "{} x",
            "{\"data\":1,\"data\":2}",
            "{\"data\":{\"a\":1,\"a\":2}}",
            "{\"\":1}",
            "{\"data\":1,}",
            "{'data':1}",
            "{data:1}",
            "{\"data\":01}",
            "{\"data\":+1}",
            "{\"data\":NaN}",
            "{\"data\":Infinity}",
            "{\"data\":\"\\x\"}",
            "{\"data\":\"\\ud800\"}",
            "{\"data\":\"a\u0000b\"}",
            "{\"data\":\"a\nb\"}",
            "{\"data\":",
            "{\"__proto__\":{\"a\":1},\"constructor\":1,\"data\":1}",
            "/* */{}",
            "{\"data\":\"" + "\\u0041".repeat(20_000) + "\"}",
            "{" + "\"a\":1,".repeat(20_000) + "\"b\":1}");

    private HostileInput() {}

    /** For a segment of a path; most are not what they seem, some are no percent-encoding at all. */
    static List<String> names() {
        return List.of(
                "",
                ".",
                "..",
                "%2e",
                "%2e%2e",
                "%2E%2E%2F%2E%2E%2Fetc%2Fpasswd",
                "..%5c..%5cx",
                "%00",
                "a%00b",
                "%2F",
                "a%2Fb",
                "%5C",
                "%zz",
                "%",
                "%4",
                "a%",
                "%C0%AF",
                "%FF",
                "%ED%A0%80",
                "%F4%90%80%80",
                "%u0041",
                "%0d%0aX:%201",
                "%09",
                "%20",
                "+",
                "*",
                "%2A",
                "a;b=c",
                "a%3Fb",
                "a%23b",
                "a:b",
                "%252e%252e",
                "\u00e9",
                "%C3%A9",
                "%F0%9F%92%A9",
                "%E2%80%AE",
                "'",
                "';DROP",
                "\"",
                "<script>",
                "${jndi:ldap://x/a}",
                "{id}",
                "{}",
                "x".repeat(255),
                "x".repeat(256),
                "x".repeat(4_000),
                "%41".repeat(300),
                "-1",
                "0",
                "99999999999999999999",
                "null",
                "undefined",
                "true",
                "carillon:x",
                "kept:x",
                "none:x");
    }

    static List<String> queries() {
        List<String> queries = new ArrayList<>(List.of(
                "",
                "&",
                "&&==&",
                "=",
                "=x",
                "%",
                "%zz",
                "%zz=%zz",
                "a=%",
                "a=%C0%AF",
                "%FF=%FF",
                "a=%00",
                "?",
                "a=b?c=d",
                "a;b",
                "a=1&a=2",
                "x=" + "y".repeat(5_000),
                "&".repeat(2_000)));
        for (String name : List.of(
                "limit",
                "cursor",
                "prefix",
                "since",
                "reverse",
                "user",
                "group",
                "channel",
                "node",
                "scope",
                "code",
                "reason",
                "jti",
                "epoch",
                "offset",
                "timestamp")) {
            for (String value : List.of(
                    "",
                    "0",
                    "-1",
                    "1",
                    "1000",
                    "1001",
                    "1.5",
                    "1e3",
                    "99999999999999999999",
                    "abc",
                    "%00",
                    "%FF",
                    "true",
                    "maybe",
                    "%7B%7D",
                    "e:1:2",
                    "x".repeat(300),
                    "%F0%9F%92%A9",
                    "'",
                    "..%2F..",
                    "Zm9v",
                    "=",
                    "%zz")) {
                queries.add(name + "=" + value);
            }
            queries.add(name);
            queries.add(name + "=1&" + name + "=2");
        }
        return queries;
    }

    /** A body that has all of these fields, as far as they go together, with values that they take. */
    static String body(Set<String> fields) {
        return text(good(fields));
    }

    private static String body(Set<String> fields, String field, String value) {
        Map<String, String> values = good(fields);
        values.put(field, value);
        return text(values);
    }

    private static Map<String, String> good(Set<String> fields) {
        Map<String, String> values = new TreeMap<>(GOOD);
        values.keySet().retainAll(fields);
        return values;
    }

    private static String text(Map<String, String> values) {
        return values.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\":" + each.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** @param fields those that the call has */
    static List<byte[]> bodies(Set<String> fields) {
        List<byte[]> bodies = new ArrayList<>();
        TEXTS.forEach(text -> bodies.add(text.getBytes(UTF_8)));
        bodies.add("{\"data\":1}".getBytes(UTF_16LE));
        bodies.add("\ufeff{\"data\":1}".getBytes(UTF_16LE));
        bodies.add("\ufeff{\"data\":1}".getBytes(UTF_8));
        bodies.add(new byte[] {'{', '"', 'd', 'a', 't', 'a', '"', ':', '"', (byte) 0xC0, (byte) 0xAF, '"', '}'});
        bodies.add(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'});
        bodies.add(new byte[] {(byte) 0x1F, (byte) 0x8B, 8, 0});
        bodies.add(new byte[1000]);
        bodies.add("[".repeat(100_000).getBytes(UTF_8));
        bodies.add(("{\"data\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}").getBytes(UTF_8));
        bodies.add(("{\"data\":" + "{\"a\":".repeat(50_000) + "1" + "}".repeat(50_001)).getBytes(UTF_8));
        bodies.add(("{\"data\":" + "9".repeat(100_000) + "}").getBytes(UTF_8));
        for (String field : fields) {
            for (String value : VALUES) {
                bodies.add(("{\"" + field + "\":" + value + "}").getBytes(UTF_8));
                bodies.add(body(fields, field, value).getBytes(UTF_8));
            }
        }
        bodies.add(body(fields, "colour", "1").getBytes(UTF_8));
        return bodies;
    }

    /** Beside the length of the body. */
    static List<String> headers() {
        return List.of(
                "Content-Type: text/plain",
                "Content-Type: application/xml",
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data",
                "Content-Type: multipart/form-data; boundary=",
                "Content-Type: multipart/form-data; boundary=x",
                "Content-Type: application/json; charset=utf-16",
                "Content-Type: application/json; charset=nonsense",
                "Content-Type: ;;;",
                "Content-Type:",
                "Content-Type: application/json\r\nContent-Type: text/plain",
                "Content-Encoding: gzip",
                "Content-Encoding: br, gzip",
                "Accept: nothing/*",
                "Accept: ;q=x",
                "Accept-Encoding: \u0001",
                "Expect: 100-continue",
                "Expect: a miracle",
                "Range: bytes=0-1",
                "If-None-Match: *",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==",
                "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                "Cookie: a=b; ;;=;\u00e9",
                "X-HTTP-Method-Override: DELETE",
                "Origin: null\r\nAccess-Control-Request-Method: DELETE",
                "X-Forwarded-For: \"; DROP",
                "X-Big: " + "x".repeat(20_000),
                "X: 1\r\n".repeat(2_000) + "Y: 1",
                "No colon here",
                " : x",
                "A\u0000B: x");
    }

    /** How a body of two bytes is said to be long. */
    static List<String> framings() {
        return List.of(
                "Content-Length: -1",
                "Content-Length: x",
                "Content-Length: 2\r\nContent-Length: 3",
                "Content-Length: 99999999999999999999",
                "Content-Length: 3",
                "Content-Length: 2\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked",
                "Transfer-Encoding: nonsense",
                "Transfer-Encoding: chunked, chunked");
    }
}

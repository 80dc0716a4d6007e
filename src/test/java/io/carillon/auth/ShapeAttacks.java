package io.carillon.auth;

import java.util.List;

/** Texts that are no token, or nearly one. */
final class ShapeAttacks {
    private static final String PARTS = "three parts";
    private static final String BASE64 = "base64url";

    private ShapeAttacks() {}

    private static Attack mutated(String name, String rule, java.util.function.UnaryOperator<String> mutation) {
        return new Attack(name, rule, (owner, stranger) -> mutation.apply(owner.token(Payload.good())));
    }

    static List<Attack> all() {
        return List.of(
                mutated("empty text", PARTS, token -> ""),
                mutated("one part", PARTS, token -> token.replace(".", "")),
                mutated("two parts", PARTS, token -> token.substring(0, token.lastIndexOf('.'))),
                mutated("four parts", PARTS, token -> token + ".e30"),
                mutated("trailing dot", PARTS, token -> token + "."),
                mutated("leading dot", PARTS, token -> "." + token),
                mutated("five parts, as an encrypted token", PARTS, token -> token + ".e30.e30"),
                mutated("the JSON serialization", PARTS, token -> "{\"payload\":\"e30\",\"signatures\":[]}"),
                mutated("dots alone", BASE64, token -> ".."),
                mutated("empty header", BASE64, token -> token.substring(token.indexOf('.'))),
                mutated("empty payload", BASE64, token -> token.replaceFirst("\\.[^.]+\\.", "..")),
                mutated("empty signature", BASE64, token -> token.substring(0, token.lastIndexOf('.') + 1)),
                mutated("padded signature", BASE64, token -> token + "="),
                mutated("padded header", BASE64, token -> token.replaceFirst("\\.", "=.")),
                mutated("padding in the middle", BASE64, token -> token.replaceFirst("^..", "$0==")),
                mutated("leading space", BASE64, token -> " " + token),
                mutated("trailing space", BASE64, token -> token + " "),
                mutated("trailing newline", BASE64, token -> token + "\n"),
                mutated("newline inside the payload", BASE64, token -> token.replaceFirst("\\.....", "$0\r\n")),
                mutated("NUL at the end", BASE64, token -> token + "\0"),
                mutated("letter beyond Latin", BASE64, token -> token + "\u0100"),
                mutated("scheme before it", BASE64, token -> "Bearer " + token),
                mutated("percent encoded", PARTS, token -> token.replace(".", "%2E")),
                mutated("quoted", BASE64, token -> '"' + token + '"'),
                mutated("one megabyte", "8192", token -> token + "A".repeat(1_000_000)),
                mutated("longer than allowed by one", "8192", token -> token + "A".repeat(8193 - token.length())),
                new Attack(
                        "standard base64 alphabet",
                        BASE64,
                        (owner, stranger) -> owner.signed(Forge.base64(owner.header()) + "." + standardAlphabet())),
                new Attack("standard base64 alphabet in the signature", BASE64, ShapeAttacks::standardSignature));
    }

    private static String standardAlphabet() {
        String json = Payload.good().with("x", "\"???>>>~~~???>>>~~~\"").json();
        return java.util.Base64.getEncoder()
                .withoutPadding()
                .encodeToString(json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    private static String standardSignature(Forge owner, Forge stranger) {
        for (int i = 0; ; i++) {
            String token = owner.token(Payload.good().with("jti", "\"" + i + "\""));
            String signature = token.substring(token.lastIndexOf('.') + 1);
            if (signature.contains("-") || signature.contains("_")) {
                return token.substring(0, token.lastIndexOf('.') + 1)
                        + signature.replace('-', '+').replace('_', '/');
            }
        }
    }
}

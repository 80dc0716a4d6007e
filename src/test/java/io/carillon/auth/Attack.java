package io.carillon.auth;

/**
 * A token that must be refused.
 *
 * @param rule what the refusal must say, so that no attack is stopped by another rule than the one it tests
 */
record Attack(String name, String rule, Maker maker) {
    interface Maker {
        /**
         * @param owner has the key that the server trusts
         * @param stranger has another key of the same kind
         */
        String token(Forge owner, Forge stranger);
    }

    /** Well signed by the trusted key, with the given header. */
    static Attack header(String name, String rule, String header) {
        return new Attack(
                name,
                rule,
                (owner, stranger) -> owner.token(
                        header.replace("$ALG", owner.algorithm()),
                        Payload.good().json()));
    }

    /** Well signed by the trusted key, with the given payload. */
    static Attack payload(String name, String rule, String payload) {
        return new Attack(name, rule, (owner, stranger) -> owner.token(owner.header(), payload));
    }

    /** Well signed by the trusted key, with one claim changed. */
    static Attack claim(String rule, String claim, Object rawJson) {
        String text = rawJson.toString();
        String shown = text.length() > 40 ? text.substring(0, 40) + "..." : text;
        return payload(
                claim + " " + shown, rule, Payload.good().with(claim, rawJson).json());
    }

    static Attack without(String claim, String rule) {
        return payload("no " + claim, rule, Payload.good().without(claim).json());
    }
}

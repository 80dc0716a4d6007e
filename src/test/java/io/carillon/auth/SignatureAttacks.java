package io.carillon.auth;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;

/** Good claims under signatures that are not theirs. */
final class SignatureAttacks {
    private static final String REFUSED = "signature fits no key";

    private SignatureAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>(List.of(
                signature("one byte cut off", s -> Arrays.copyOf(s, s.length - 1)),
                signature("one byte alone", s -> Arrays.copyOf(s, 1)),
                signature("first half", s -> Arrays.copyOf(s, s.length / 2)),
                signature("one byte more", s -> Arrays.copyOf(s, s.length + 1)),
                signature("twice", SignatureAttacks::twice),
                signature("ones instead of it", s -> filled(s, (byte) 1)),
                signature("all bits set", s -> filled(s, (byte) 0xff)),
                signature("backwards", SignatureAttacks::backwards),
                new Attack(
                        "signature of another token",
                        REFUSED,
                        (owner, stranger) -> owner.token(Payload.good()).replaceFirst("\\.[^.]*$", ".")
                                + last(owner.token(Payload.good().with("sub", "\"bob\"")))),
                new Attack("payload changed after signing", REFUSED, (owner, stranger) -> changed(owner)),
                new Attack("bits set after the last byte", "canonical", (owner, stranger) -> loose(owner))));
        for (int bit : List.of(0, 7, 100, 255)) {
            attacks.add(signature("bit " + bit + " flipped", s -> flipped(s, bit)));
        }
        attacks.add(signature("last bit flipped", s -> flipped(s, s.length * 8 - 1)));
        return attacks;
    }

    static Attack signature(String name, UnaryOperator<byte[]> change) {
        return new Attack("signature: " + name, REFUSED, (owner, stranger) -> replaced(owner, change));
    }

    /** A good token whose signature went through the change. */
    static String replaced(Forge owner, UnaryOperator<byte[]> change) {
        String token = owner.token(Payload.good());
        byte[] signature = Base64.getUrlDecoder().decode(last(token));
        return token.replaceFirst("\\.[^.]*$", ".") + Forge.base64(change.apply(signature));
    }

    static byte[] filled(byte[] signature, byte with) {
        byte[] filled = new byte[signature.length];
        Arrays.fill(filled, with);
        return filled;
    }

    private static byte[] flipped(byte[] signature, int bit) {
        byte[] flipped = signature.clone();
        flipped[bit / 8] ^= (byte) (0x80 >> bit % 8);
        return flipped;
    }

    /** R and S as the ASN.1 sequence that the Java runtime's own ES256 makes. */
    static byte[] der(byte[] signature) {
        byte[] r = new BigInteger(1, Arrays.copyOf(signature, 32)).toByteArray();
        byte[] s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64)).toByteArray();
        ByteBuffer der = ByteBuffer.allocate(6 + r.length + s.length);
        der.put((byte) 0x30).put((byte) (4 + r.length + s.length));
        der.put((byte) 2).put((byte) r.length).put(r);
        der.put((byte) 2).put((byte) s.length).put(s);
        return der.array();
    }

    private static byte[] twice(byte[] signature) {
        byte[] twice = Arrays.copyOf(signature, 2 * signature.length);
        System.arraycopy(signature, 0, twice, signature.length, signature.length);
        return twice;
    }

    private static byte[] backwards(byte[] signature) {
        byte[] backwards = new byte[signature.length];
        for (int i = 0; i < signature.length; i++) {
            backwards[i] = signature[signature.length - 1 - i];
        }
        return backwards;
    }

    private static String changed(Forge owner) {
        String[] parts = owner.token(Payload.good()).split("\\.");
        return parts[0] + "."
                + Forge.base64(Payload.good().with("sub", "\"root\"").json()) + "." + parts[2];
    }

    /** Of 32, 64 and 256 bytes the last base64 character has bits to spare; a lax decoder ignores them. */
    private static String loose(Forge owner) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        String token = owner.token(Payload.good());
        int end = token.length() - 1;
        return token.substring(0, end) + alphabet.charAt(alphabet.indexOf(token.charAt(end)) + 1);
    }

    private static String last(String token) {
        return token.substring(token.lastIndexOf('.') + 1);
    }
}

package io.carillon.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PendingSocketsTest {
    private static final String EXEMPT = "";

    private final List<String> cut = new ArrayList<>();
    private final Map<String, SocketAccount> sockets = new HashMap<>();
    private int perAddress = 3;
    private final PendingSockets pending = new PendingSockets(() -> perAddress, 100L * PendingSockets.SOCKET_BYTES);

    @Test
    void ofOneAddressTheLongestSilentGoes() {
        come("a", "192.0.2.1");
        come("b", "192.0.2.1");
        come("c", "192.0.2.1");
        come("other", "192.0.2.2");
        sockets.get("a").heard();
        come("d", "192.0.2.1");
        come("e", "192.0.2.1");
        come("f", "192.0.2.1");
        assertThat(cut).containsExactly("b", "c", "a");
        assertThat(pending.count()).isEqualTo(4);
    }

    @Test
    void whoHasBecomeAConnectionOrHasGoneIsNotCounted() {
        for (int i = 0; i < 10; i++) {
            come("a" + i, "192.0.2.1");
            sockets.get("a" + i).end();
            sockets.get("a" + i).end();
            sockets.get("a" + i).heard();
            sockets.get("a" + i).holds(1 << 30);
        }
        assertThat(cut).isEmpty();
        assertThat(pending.count()).isZero();
    }

    @Test
    void anExemptAddressHasNoBoundOfItsOwn() {
        for (int i = 0; i < 50; i++) {
            come("a" + i, EXEMPT);
        }
        assertThat(cut).isEmpty();
    }

    @Test
    void aNetworkOfIpv6IsOneAddress() {
        for (int i = 0; i < 4; i++) {
            come("a" + i, "2001:db8::" + i);
        }
        come("b", "2001:db8:0:1::1");
        assertThat(cut).containsExactly("a0");
    }

    @Test
    void theBoundForEachAddressMayChange() {
        come("a", "192.0.2.1");
        come("b", "192.0.2.1");
        perAddress = 2;
        come("c", "192.0.2.1");
        assertThat(cut).containsExactly("a");
    }

    @Test
    void allTogetherHaveABoundInBytesWhateverTheirAddresses() {
        for (int i = 0; i < 100; i++) {
            come("a" + i, i % 2 == 0 ? EXEMPT : "192.0.2." + i);
        }
        assertThat(cut).isEmpty();
        come("b", "198.51.100.1");
        assertThat(cut).containsExactly("a0");
        sockets.get("b").holds(2 * PendingSockets.SOCKET_BYTES);
        assertThat(cut).containsExactly("a0", "a1", "a2");
        sockets.get("b").holds(0);
        come("c", EXEMPT);
        come("d", EXEMPT);
        assertThat(cut).hasSize(3);
        come("e", EXEMPT);
        assertThat(cut).containsExactly("a0", "a1", "a2", "a3");
    }

    private void come(String name, String address) {
        Optional<InetAddress> from = address.equals(EXEMPT) ? Optional.empty() : Optional.of(parse(address));
        sockets.put(name, pending.add(from, () -> cut.add(name)));
    }

    private static InetAddress parse(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

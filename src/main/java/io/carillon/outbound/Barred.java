package io.carillon.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Addresses that no request is sent to, whatever name led there: link-local ones, where clouds keep the machine's
 * credentials, multicast, and the unspecified address, which leads to this machine.
 */
final class Barred {
    /** Where one cloud keeps the same under IPv6, outside the link-local range. */
    private static final InetAddress METADATA = address("fd00:ec2::254");

    static boolean isBarred(InetAddress address) {
        return address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || address.isAnyLocalAddress()
                || address.equals(METADATA);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Barred() {}
}

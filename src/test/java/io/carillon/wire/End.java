package io.carillon.wire;

/** @param reset true when the peer cut the connection with RST, false when it ended its side in order */
public record End(boolean reset) implements Received {}

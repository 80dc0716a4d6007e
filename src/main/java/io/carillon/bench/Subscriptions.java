package io.carillon.bench;

import io.netty.buffer.ByteBuf;

/** What clients say and hear about their channels, publishers apart. */
interface Subscriptions {
    /** Makes room for this many subscribers, numbered from 0. */
    void admit(int subscribers);

    /** Asks for all channels of a client that was let in. */
    void ask(Client client);

    /** @return whether this is the answer that was asked for; otherwise the connection is being ended */
    boolean confirm(Client client, Notice subscribed, long now);

    /** @return whether these bytes are a message of this run for this subscriber, which now is counted */
    boolean take(Client client, ByteBuf in, int at, int length, long now);

    /** The server says that there is a gap. */
    void reset(Client client, Notice reset);

    /** The connection is over. */
    void ended(Client client);
}

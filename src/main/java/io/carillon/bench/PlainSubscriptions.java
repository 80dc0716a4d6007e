package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Channels without history: who was away has missed what was published meanwhile. */
final class PlainSubscriptions implements Subscriptions {
    private final Plan plan;
    private final Deliveries deliveries;
    private final Inbox inbox;
    private final Faults faults;

    PlainSubscriptions(Plan plan, Deliveries deliveries, Faults faults) {
        this.plan = plan;
        this.deliveries = deliveries;
        this.faults = faults;
        inbox = new Inbox(plan, deliveries);
    }

    @Override
    public void admit(int subscribers) {
        deliveries.admit(subscribers);
    }

    @Override
    public void ask(Client client) {
        if (client.lostAt != 0 && client.role == Role.SUBSCRIBER) {
            deliveries.returned(client.ordinal);
        }
        client.awaited = plan.channelsPerConnection();
        for (int place = 0; place < plan.channelsPerConnection(); place++) {
            String channel = plan.channelName(plan.channelAt(client.number, place));
            client.wire.text(new JsonObject()
                    .put("type", "subscribe")
                    .put("channel", channel)
                    .encode()
                    .getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public boolean confirm(Client client, Notice subscribed, long now) {
        return true;
    }

    @Override
    public boolean take(Client client, ByteBuf in, int at, int length, long now) {
        return inbox.take(in, at, length, client.number, client.ordinal, now);
    }

    @Override
    public void reset(Client client, Notice reset) {
        faults.add("reset: " + reset.reason());
    }

    @Override
    public void ended(Client client) {
        // Nothing is kept of a connection.
    }
}

package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One channel with history: who comes back names its own last position, and is to get what it has missed. Where the
 * server says that it cannot, that is counted as such, and what was missed is not lost silently.
 */
final class RecoveringSubscriptions implements Subscriptions {
    /** The channel keeps no history. */
    static final String NO_POSITION = "subscribe: the answer has no position";

    private static final String UNRECOVERED = "recovered false: ";

    private final Plan plan;
    private final Deliveries deliveries;
    private final Inbox inbox;
    private final Comeback comeback;
    private final Counts counts;
    private final Faults faults;
    private final Trailer trailer = new Trailer();
    private final List<Standing> standings = new ArrayList<>();

    RecoveringSubscriptions(Plan plan, Deliveries deliveries, Comeback comeback, Counts counts, Faults faults) {
        this.plan = plan;
        this.deliveries = deliveries;
        this.comeback = comeback;
        this.counts = counts;
        this.faults = faults;
        inbox = new Inbox(plan, deliveries);
    }

    @Override
    public void admit(int subscribers) {
        deliveries.admit(subscribers);
        while (standings.size() < subscribers) {
            standings.add(new Standing());
        }
    }

    @Override
    public void ask(Client client) {
        Standing standing = standings.get(client.ordinal);
        client.awaited = 1;
        JsonObject subscribe = new JsonObject().put("type", "subscribe").put("channel", plan.channelName(0));
        if (standing.isKnown()) {
            subscribe.put("since", standing.since());
        }
        client.wire.text(subscribe.encode().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean confirm(Client client, Notice subscribed, long now) {
        if (!subscribed.hasPosition()) {
            client.wire.abort(NO_POSITION);
            return false;
        }
        Standing standing = standings.get(client.ordinal);
        if (standing.isKnown()) {
            returned(client, standing, subscribed, now);
        } else {
            standing.settle(subscribed.json());
        }
        return true;
    }

    private void returned(Client client, Standing standing, Notice subscribed, long now) {
        comeback.subscribed(now - client.startedAt);
        if (subscribed.isRecovered()) {
            counts.add(Count.RECOVERED, 1);
            standing.aim(subscribed.json());
            counts.add(Count.MISSED, standing.behind());
        } else {
            counts.add(Count.UNRECOVERED, 1);
            faults.add(UNRECOVERED + subscribed.reason());
            skip(client, standing, subscribed);
        }
        counts.set(Count.NEWEST_AT_RETURN, Math.max(counts.get(Count.NEWEST_AT_RETURN), standing.goal()));
        if (standing.behind() > 0) {
            counts.add(Count.BEHIND, 1);
        } else {
            comeback.current(now - client.startedAt);
        }
    }

    private void skip(Client client, Standing standing, Notice notice) {
        standing.settle(notice.json());
        deliveries.returned(client.ordinal);
    }

    @Override
    public boolean take(Client client, ByteBuf in, int at, int length, long now) {
        if (!inbox.take(in, at, length, client.number, client.ordinal, now)) {
            return false;
        }
        if (trailer.read(in, at, at + length)) {
            advance(client, standings.get(client.ordinal), now);
        } else {
            faults.add("message: without a position");
        }
        return true;
    }

    private void advance(Client client, Standing standing, long now) {
        long behind = standing.behind();
        if (!standing.advance(trailer.offset(), trailer.timestamp())) {
            return;
        }
        comeback.arrived(trailer.offset(), now);
        if (behind > 0) {
            counts.add(Count.RECOVERED_MESSAGES, trailer.offset() <= standing.goal() ? 1 : 0);
            if (standing.behind() == 0) {
                counts.add(Count.BEHIND, -1);
                comeback.current(now - client.startedAt);
            }
        }
    }

    @Override
    public void reset(Client client, Notice reset) {
        faults.add("reset: " + reset.reason());
        Standing standing = standings.get(client.ordinal);
        counts.add(Count.BEHIND, standing.behind() > 0 ? -1 : 0);
        if (reset.hasPosition()) {
            skip(client, standing, reset);
        } else {
            standing.stop();
            deliveries.returned(client.ordinal);
        }
    }

    @Override
    public void ended(Client client) {
        if (client.role != Role.SUBSCRIBER) {
            return;
        }
        Standing standing = standings.get(client.ordinal);
        counts.add(Count.BEHIND, standing.behind() > 0 ? -1 : 0);
        counts.add(Count.MISSED, -standing.behind());
        standing.stop();
    }
}

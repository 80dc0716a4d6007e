package io.carillon.bench;

import io.netty.channel.EventLoop;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Publishes the messages of one phase after the other, one stream after the other. In an open loop a message bears the
 * time at which it was due, however late it was sent; in a closed one the time at which it was sent.
 */
final class Publisher {
    private static final int MAX_BURST = 4096;
    private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1500);
    private static final double NANOS = 1e9;

    private final Plan plan;
    private final EventLoop loop;
    private final Counts counts;
    private final Message message;
    private final int[] sequences;

    private List<Client> publishers = List.of();
    private long[] everywhere;
    private int[] here;
    private Pace pace;
    private int first;
    private int streams;
    private long begun;
    private long end;
    private long sent;
    private int turn;
    private boolean checking;

    /** Of a closed loop: deliveries to this worker that were published and have not come, and may be under way at most. */
    private long outstandingLimit;

    private long expectedHere;
    private long progressAt;
    private long progress;

    Publisher(Plan plan, EventLoop loop, Counts counts) {
        this.plan = plan;
        this.loop = loop;
        this.counts = counts;
        message = new Message(plan);
        sequences = new int[plan.streams()];
    }

    /**
     * Begins a phase.
     *
     * @param ownSubscribers by channel, of this worker; a closed loop waits for them alone
     */
    void publish(Order.Publish order, List<Client> clients, int[] ownSubscribers) {
        pace = order.pace();
        first = order.first();
        streams = order.streams();
        publishers = clients;
        everywhere = order.subscribers();
        here = ownSubscribers;
        begun = System.nanoTime();
        end = begun + pace.duration().toNanos();
        sent = 0;
        expectedHere = counts.get(Count.DELIVERED);
        progressAt = begun;
        long all = 0;
        for (int each : ownSubscribers) {
            all += each;
        }
        outstandingLimit = Math.max(1, pace.inFlight() * all / plan.channels());
        counts.set(Count.PUBLISHING, 1);
        advance();
    }

    /** Ends the phase before its time. */
    void hush() {
        end = System.nanoTime();
    }

    /** Some deliveries may have come. What is to be done about them is done once, at the end of the loop's turn. */
    void deliveriesCame() {
        if (!checking && isPublishing() && pace.isClosedLoop()) {
            checking = true;
            loop.execute(this::check);
        }
    }

    private void check() {
        checking = false;
        if (isPublishing()) {
            closedLoop(System.nanoTime());
        }
    }

    /** A message of this publisher was not accepted: nobody will get it. */
    void refused(Client client, Optional<String> channel) {
        counts.add(Count.REFUSED, 1);
        int number = channel.map(plan::channelNumber).orElse(client.ordinal % plan.channels());
        if (everywhere != null && number >= 0 && number < everywhere.length) {
            counts.add(Count.EXPECTED, -everywhere[number]);
            counts.add(Count.MEASURED_EXPECTED, pace.measured() ? -everywhere[number] : 0);
        }
    }

    private boolean isPublishing() {
        return counts.get(Count.PUBLISHING) == 1;
    }

    /** Publishes what is due now, and comes back when more will be. */
    private void advance() {
        long now = System.nanoTime();
        if (now >= end || sent == pace.most()) {
            counts.set(Count.PUBLISHING, 0);
            return;
        }
        long wait = pace.isClosedLoop() ? closedLoop(now) : openLoop(now);
        loop.schedule(this::advance, Math.max(0, Math.min(wait, end - now)), TimeUnit.NANOSECONDS);
    }

    private long openLoop(long now) {
        for (int burst = 0; burst < MAX_BURST; burst++) {
            long due = begun + (long) (sent * NANOS / pace.rate());
            if (due > now) {
                return due - now;
            }
            if (!publishNext(due)) {
                return RETRY_NANOS;
            }
        }
        return 0;
    }

    /** What has not come for long will not come: a loss must not end the phase. */
    private long closedLoop(long now) {
        long delivered = counts.get(Count.DELIVERED);
        if (delivered != progress) {
            progress = delivered;
            progressAt = now;
        } else if (expectedHere > delivered && now - progressAt > PATIENCE_NANOS) {
            counts.add(Count.PAUSES, 1);
            expectedHere = delivered;
            progressAt = now;
        }
        for (int burst = 0; burst < MAX_BURST && expectedHere - delivered < outstandingLimit; burst++) {
            if (!publishNext(now)) {
                break;
            }
        }
        return PATIENCE_NANOS / 100;
    }

    /** @return false when no message can be sent now */
    private boolean publishNext(long intended) {
        for (int skipped = 0; skipped < publishers.size() && sent < pace.most(); skipped++) {
            int stream = first + turn % streams;
            Client client = publishers.get(plan.publisherOf(stream));
            if (client.state != Client.State.OPEN) {
                turn = (turn + 1) % streams;
            } else if (client.wire.isWritable()) {
                turn = (turn + 1) % streams;
                publish(client, stream, intended);
                return true;
            } else {
                return false;
            }
        }
        return false;
    }

    private void publish(Client client, int stream, long intended) {
        int channel = plan.channelOf(stream);
        int number = pace.measured() ? (int) sent : Stamp.UNMEASURED;
        client.wire.text(message.text(channel, stream, sequences[stream]++, number, intended));
        sent++;
        expectedHere += here[channel];
        counts.add(Count.PUBLISHED, 1);
        counts.add(Count.EXPECTED, everywhere[channel]);
        if (pace.measured()) {
            counts.add(Count.MEASURED_PUBLISHED, 1);
            counts.add(Count.MEASURED_EXPECTED, everywhere[channel]);
        }
    }
}

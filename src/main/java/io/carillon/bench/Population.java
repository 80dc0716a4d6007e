package io.carillon.bench;

import io.carillon.bench.Client.State;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The clients of a worker: makes their connections, as fast as the entry allows, and keeps or renews them. */
final class Population implements Client.Owner {
    private static final int SWEEP_MILLIS = 500;

    private final Plan plan;
    private final EventLoop loop;
    private final Dialer dialer;
    private final Invitation invitation;
    private final Subscriptions subscriptions;
    private final Publisher publisher;
    private final Counts counts;
    private final Faults faults;
    private final SplittableRandom random;
    private final Backoff backoff;
    private final Gate gate;

    private final List<Client> clients = new ArrayList<>();
    private final int[] subscribers;
    private final Histogram connectTime = Quantiles.histogram();
    private final Histogram reconnectTime = Quantiles.histogram();

    private Entry entry;
    private boolean passing;
    private boolean cycling;
    private int ordinals;

    Population(
            Plan plan,
            EventLoop loop,
            Dialer dialer,
            Invitation invitation,
            Subscriptions subscriptions,
            Publisher publisher,
            Counts counts,
            Faults faults,
            SplittableRandom random) {
        this.plan = plan;
        this.loop = loop;
        this.dialer = dialer;
        this.invitation = invitation;
        this.subscriptions = subscriptions;
        this.publisher = publisher;
        this.counts = counts;
        this.faults = faults;
        this.random = random;
        backoff = new Backoff(random);
        gate = new Gate(loop, this::start);
        subscribers = new int[plan.channels()];
        loop.scheduleAtFixedRate(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Begins to connect clients of the plan: {@code first}, {@code first + step} and so on, {@code count} of them. */
    void connect(Role role, int first, int step, int count, Entry how) {
        entry = how;
        gate.set(how);
        for (int i = 0; i < count; i++) {
            Client client = new Client(first + i * step, role, role == Role.SUBSCRIBER ? ordinals++ : i);
            clients.add(client);
            counts.add(Count.PENDING, 1);
            gate.enter(client);
        }
        subscriptions.admit(ordinals);
    }

    /** From now on every connection is closed as soon as it is open, and made again; false: it is closed for good. */
    void cycle(boolean again) {
        passing = true;
        cycling = again;
    }

    /** Ends the connections of all subscribers, without a word; whoever does not reconnect stays away. */
    void cut() {
        for (Client client : clients) {
            if (client.role == Role.SUBSCRIBER && client.state == State.OPEN) {
                client.state = State.CLOSING;
                counts.add(Count.OPEN, -1);
                client.wire.abort("cut: by the load");
            }
        }
    }

    /** Begins to connect the subscribers that are away. */
    void comeBack(Entry how) {
        entry = how;
        gate.set(how);
        for (Client client : clients) {
            if (client.role == Role.SUBSCRIBER && client.state == State.AWAY) {
                client.lostAt = System.nanoTime();
                counts.add(Count.PENDING, 1);
                gate.enter(client);
            }
        }
    }

    /** The stalled begin to read. */
    void wake() {
        clients.stream()
                .filter(client -> client.role == Role.STALLED && client.state == State.OPEN)
                .forEach(client -> client.wire.read(true));
    }

    List<Client> publishers() {
        return clients.stream().filter(client -> client.role == Role.PUBLISHER).toList();
    }

    /** Subscribers by channel, as they were when they first connected. */
    int[] subscribers() {
        return subscribers;
    }

    Histogram connectTime() {
        return connectTime;
    }

    Histogram reconnectTime() {
        return reconnectTime;
    }

    private void start(Client client) {
        client.state = State.CONNECTING;
        client.startedAt = System.nanoTime();
        counts.add(Count.EARLY, client.isEarly(client.startedAt) ? 1 : 0);
        client.retryAfterMillis = 0;
        client.wire = new Wire(client, this);
        dialer.dial(client, this);
    }

    /** Gives up attempts that take too long. */
    private void sweep() {
        long now = System.nanoTime();
        for (Client client : clients) {
            if (client.isBusy() && now - client.startedAt > entry.timeout().toNanos()) {
                client.wire.abort("timeout: " + client.phase());
            }
        }
    }

    @Override
    public byte[] request(Client client) {
        return invitation.request(client, dialer.target(client));
    }

    @Override
    public Invitation.Answer judge(String head, String body) {
        return invitation.judge(head, body);
    }

    @Override
    public void admitted(Client client) {
        client.state = State.SUBSCRIBING;
        if (client.role == Role.PUBLISHER) {
            return;
        }
        subscriptions.ask(client);
    }

    @Override
    public boolean delivered(Client client, ByteBuf in, int at, int length, long now) {
        return client.role == Role.SUBSCRIBER
                ? subscriptions.take(client, in, at, length, now)
                : client.role == Role.STALLED && client.state == State.OPEN;
    }

    @Override
    public void noticed(Client client, String text) {
        Notice notice = Notice.of(text).orElseGet(() -> new Notice("unknown", new JsonObject()));
        switch (notice.type()) {
            case "welcome" -> {
                if (client.role == Role.PUBLISHER) {
                    opened(client);
                }
            }
            case "subscribed" -> {
                if (subscriptions.confirm(client, notice, System.nanoTime()) && --client.awaited == 0) {
                    opened(client);
                }
            }
            case "reset" -> subscriptions.reset(client, notice);
            case "error" -> failed(client, notice);
            case "draining" -> {
                client.retryAfterMillis = notice.reconnectAfterMillis();
                counts.add(Count.WARNED, 1);
            }
            case "message" -> strange(notice);
            default -> faults.add("unexpected: " + notice.type());
        }
    }

    private void failed(Client client, Notice notice) {
        if (client.state == State.SUBSCRIBING) {
            client.wire.abort("subscribe: " + notice.error());
            return;
        }
        faults.add((client.role == Role.PUBLISHER ? "publish: " : "error: ") + notice.error());
        if (client.role == Role.PUBLISHER) {
            publisher.refused(client, notice.channel());
        }
    }

    private void strange(Notice notice) {
        counts.add(Count.FOREIGN, 1);
        if (notice.channel().filter(plan::isOwnChannel).isPresent() && notice.isStamped(plan.run())) {
            faults.add("misdelivered: a message of this run where it does not belong");
        }
    }

    private void opened(Client client) {
        long now = System.nanoTime();
        client.state = State.OPEN;
        client.attempts = 0;
        counts.add(Count.PENDING, -1);
        counts.add(Count.OPEN, 1);
        counts.add(Count.OPENED, 1);
        counts.set(Count.LAST_OPENED_AT, now);
        if (client.lostAt == 0) {
            connectTime.recordValue(Math.min(now - client.startedAt, Quantiles.MAX_NANOS));
        } else {
            reconnectTime.recordValue(Math.min(now - client.lostAt, Quantiles.MAX_NANOS));
        }
        settleIn(client);
        gate.left();
    }

    private void settleIn(Client client) {
        if (passing) {
            client.state = State.CLOSING;
            counts.add(Count.OPEN, -1);
            client.wire.close();
        } else if (client.role == Role.STALLED) {
            counts.add(Count.STALLED_OPEN, 1);
            client.wire.read(false);
        } else if (client.role == Role.SUBSCRIBER && client.lostAt == 0) {
            for (int place = 0; place < plan.channelsPerConnection(); place++) {
                subscribers[plan.channelAt(client.number, place)]++;
            }
        }
    }

    @Override
    public void ended(Client client, String why) {
        State last = client.state;
        boolean mayReturn = !client.wire.isFinal();
        client.state = State.AWAY;
        client.wire = null;
        subscriptions.ended(client);
        counts.add(Count.POSTPONED, client.postpone(System.nanoTime()) ? 1 : 0);
        switch (last) {
            case OPEN -> lost(client, why);
            case CLOSING -> counts.add(Count.PENDING, 1);
            default -> {
                counts.add(Count.FAILED, 1);
                faults.add(why);
                gate.left();
            }
        }
        boolean again = passing ? cycling : entry.reconnect() && mayReturn;
        if (again) {
            client.attempts++;
            int pause = last == State.CLOSING ? 0 : backoff.millis(client.attempts, client.retryAfterMillis);
            loop.schedule(() -> gate.enter(client), pause, TimeUnit.MILLISECONDS);
        } else {
            counts.add(Count.PENDING, -1);
        }
    }

    private void lost(Client client, String why) {
        client.lostAt = System.nanoTime();
        faults.add(why);
        counts.add(Count.PENDING, 1);
        counts.add(Count.OPEN, -1);
        counts.add(Count.DROPPED, 1);
        if (client.role == Role.STALLED) {
            counts.add(Count.STALLED_OPEN, -1);
            counts.add(Count.STALLED_DROPPED, 1);
        }
    }

    @Override
    public void read() {
        publisher.deliveriesCame();
    }

    @Override
    public int mask() {
        return random.nextInt();
    }
}

package io.carillon.bench;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * One process of the load. It takes {@link Order orders} from its input and ends when that ends, so that nothing is left
 * behind when the coordinator dies. On its output it says ten times a second what it has counted, and which order was
 * the last that it has carried out.
 */
public final class Worker {
    private static final int STATUS_MILLIS = 100;
    private static final int NONCE_BYTES = 16;

    private final EventLoop loop;
    private final PrintWriter out;
    private final Counts counts = new Counts();
    private final Faults faults = new Faults();
    private final Deliveries deliveries;
    private final Publisher publisher;
    private final Comeback comeback = new Comeback();
    private final Population population;
    private int carriedOut;

    private Worker(EventLoop loop, PrintWriter out, Order.Begin begin, Tokens tokens, SplittableRandom random) {
        this.loop = loop;
        this.out = out;
        Plan plan = begin.plan();
        deliveries = new Deliveries(plan, counts);
        publisher = new Publisher(plan, loop, counts);
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        population = new Population(
                plan,
                loop,
                new Dialer(
                        loop,
                        begin.urls().stream().map(Target::of).toList(),
                        begin.sources(),
                        Duration.ofMillis(begin.timeoutMillis())),
                new Invitation(nonce, plan, tokens),
                begin.recovering()
                        ? new RecoveringSubscriptions(plan, deliveries, comeback, counts, faults)
                        : new PlainSubscriptions(plan, deliveries, faults),
                publisher,
                counts,
                faults,
                random);
    }

    /** Works until the input ends. */
    public static void run(BufferedReader in, PrintWriter out, Tokens tokens, SplittableRandom random)
            throws IOException {
        EventLoopGroup group = Dialer.group();
        try {
            Order.Begin begin = (Order.Begin) Order.of(new JsonObject(in.readLine()));
            EventLoop loop = group.next();
            Worker worker = new Worker(loop, out, begin, tokens, random);
            loop.scheduleAtFixedRate(worker::status, 0, STATUS_MILLIS, TimeUnit.MILLISECONDS);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Order order = Order.of(new JsonObject(line));
                loop.execute(() -> worker.carryOut(order));
            }
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        }
    }

    private void carryOut(Order order) {
        if (order instanceof Order.Connect connect) {
            population.connect(connect.role(), connect.first(), connect.step(), connect.count(), connect.entry());
        } else if (order instanceof Order.Publish publish) {
            publisher.publish(publish, population.publishers(), population.subscribers());
        } else if (order instanceof Order.Hush) {
            publisher.hush();
        } else if (order instanceof Order.Cycle cycle) {
            population.cycle(cycle.on());
        } else if (order instanceof Order.Cut) {
            population.cut();
        } else if (order instanceof Order.ComeBack comeBack) {
            population.comeBack(comeBack.entry());
        } else if (order instanceof Order.Wake) {
            population.wake();
        } else if (order instanceof Order.Report report) {
            report(report.forget());
        }
        carriedOut++;
        status();
    }

    private void status() {
        say(new JsonObject().put("event", "status").put("orders", carriedOut).put("counts", counts.json()));
    }

    private void report(boolean forget) {
        WorkerReport report = new WorkerReport(
                counts,
                faults,
                Arrays.stream(population.subscribers()).asLongStream().toArray(),
                deliveries.latency(),
                deliveries.latest(),
                Quantiles.encode(population.connectTime()),
                Quantiles.encode(population.reconnectTime()),
                comeback.connectTime(),
                comeback.currentTime(),
                comeback.arrivals());
        say(report.json().put("event", "report"));
        if (forget) {
            deliveries.reset();
        }
    }

    private void say(JsonObject event) {
        out.println(event.encode());
    }
}

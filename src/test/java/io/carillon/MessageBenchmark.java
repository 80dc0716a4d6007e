package io.carillon;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One message, from the publisher's socket through a whole node with the memory broker to the sockets of all subscribers.
 * {@code gc.alloc.rate.norm} is what all threads allocate for it, those of the clients too: divided by the number of
 * subscribers it is more than a delivery costs, and with one subscriber more than a publish costs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = MessageBenchmark.BOXES_OF_SOCKETS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MessageBenchmark {
    /** The JDK's selector, which the clients are read with, boxes the number of a socket whenever it is ready. */
    static final String BOXES_OF_SOCKETS = "-Djava.lang.Integer.IntegerCache.high=20000";

    /** An invocation of JMH allocates, too. */
    private static final int MESSAGES = 100;

    @Param({"1", "1000"})
    int subscribers;

    /** Two channels have their messages in one turn of the event loop, and then none takes the shortcut. */
    @Param({"1", "2"})
    int channels;

    /** Messages on their way at a time. */
    @Param({"1", "16"})
    int inFlight;

    private LiveNode node;

    /** Nothing ends the node but the end of its process: JMH would count that as a part of the last iteration. */
    @Setup(Level.Trial)
    public void start() throws Exception {
        Path directory = Files.createTempDirectory("carillon");
        node = new LiveNode(directory, subscribers, channels);
        Files.delete(directory.resolve("carillon.json"));
        Files.delete(directory);
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void message() {
        node.publish(MESSAGES, inFlight);
    }
}

package io.carillon.chaos;

import io.carillon.chaos.check.Event;
import java.util.ArrayList;
import java.util.List;

/** Asks every node twice a second whether it is ready, and writes down the answer. A silent node is not ready. */
final class Attendant implements AutoCloseable {
    private static final long PAUSE = 500;

    private final List<Thread> threads = new ArrayList<>();

    Attendant(List<Node> nodes, Journals journals) {
        for (Node node : nodes) {
            Thread thread = new Thread(() -> attend(node, journals), "attendant");
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    private static void attend(Node node, Journals journals) {
        try {
            while (true) {
                boolean ready = node.isReady();
                journals.write(new Event.Ready(System.currentTimeMillis(), node.index(), ready));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.carillon.session;

import java.util.ArrayDeque;

/**
 * Answers of one connection in the order of its requests. Most are known at once and pass through; the queue exists only
 * while an answer depends on the broker.
 */
final class Replies {
    private static final Runnable NOTHING = () -> {};

    /** A place in the order, for an answer that is not known yet. */
    final class Place {
        private byte[] text;
        private Runnable then;
        private Runnable first;

        /** Runs something as soon as this is the next answer to be sent: filled then, it is sent at once. */
        void whenFirst(Runnable task) {
            if (places.peek() == this) {
                task.run();
            } else {
                first = task;
            }
        }

        /** @param text null where the request wants no answer */
        void fill(byte[] text) {
            fill(text, NOTHING);
        }

        /** @param then runs right after the answer was sent, before any later one is */
        void fill(byte[] text, Runnable then) {
            this.text = text;
            this.then = then;
            release();
        }

        private void becomeFirst() {
            Runnable task = first;
            first = null;
            if (task != null) {
                task.run();
            }
        }

        private boolean isFilled() {
            return then != null;
        }
    }

    private final Outbox outbox;
    private ArrayDeque<Place> places;
    private boolean releasing;

    Replies(Outbox outbox) {
        this.outbox = outbox;
    }

    void now(byte[] text) {
        if (places == null) {
            outbox.text(text);
        } else {
            later().fill(text);
        }
    }

    /** @param task sends what is to be said, when all that was asked before is answered */
    void inOrder(Runnable task) {
        if (places == null) {
            task.run();
        } else {
            later().fill(null, task);
        }
    }

    Place later() {
        if (places == null) {
            places = new ArrayDeque<>(2);
        }
        Place place = new Place();
        places.add(place);
        return place;
    }

    /** What an answer brings about may be answers too: those come behind all that wait already. */
    private void release() {
        if (releasing) {
            return;
        }
        releasing = true;
        try {
            while (!places.isEmpty() && places.peek().isFilled()) {
                send(places.poll());
            }
        } finally {
            releasing = false;
        }
        if (places.isEmpty()) {
            places = null;
        }
    }

    private void send(Place place) {
        if (place.text != null) {
            outbox.text(place.text);
        }
        place.then.run();
        if (!places.isEmpty()) {
            places.peek().becomeFirst();
        }
    }
}

package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.protocol.ClientFrame.Type;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * Requests of one connection that are under way, and their answers in the order of the requests. Most answers are known at
 * once and pass through; the queue exists only while an answer depends on the broker. It knows which requests have to wait
 * for earlier ones, so that requests take effect in their order, and how many bytes are held for the client.
 */
final class Replies {
    private static final Runnable NOTHING = () -> {};

    /** What an answer or a request that is held costs beside its text, about. */
    private static final int OVERHEAD = 128;

    /** A place in the order, for an answer that is not known yet. */
    final class Place {
        /** Null for an answer that does not come of a request of its own. */
        private final Type request;

        private final ChannelName channel;
        private int bytes;
        private byte[] text;
        private Runnable then;
        private Runnable first;

        private Place(Type request, ChannelName channel, int bytes) {
            this.request = request;
            this.channel = channel;
            this.bytes = bytes;
        }

        /** Runs something as soon as this is the next answer to be sent: filled then, it is sent at once. */
        void whenFirst(Runnable task) {
            if (queue.places.peek() == this) {
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
            int held = text == null ? OVERHEAD : OVERHEAD + text.length;
            queue.bytes += held - bytes;
            bytes = held;
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

        /**
         * A token decides on all that follows it, and ends subscriptions that still wait for what was published; what concerns
         * a channel happens there in its order. But publishes are kept in order by the broker, and what merely reads does not
         * mind what else reads. Of that one answer at a time is enough, since it may be large.
         */
        private boolean delays(Type later, ChannelName where) {
            if (request == null || request == Type.PUBLISH && later == Type.PUBLISH) {
                return false;
            }
            boolean token = request == Type.REFRESH || request == Type.PUBLISH && later == Type.REFRESH;
            return token || reads(request) && reads(later) || Objects.equals(channel, where);
        }
    }

    /** Answers that are not sent yet. */
    private static final class Queue {
        final ArrayDeque<Place> places = new ArrayDeque<>(2);
        /** Places of requests other than publishes. */
        int others;

        long bytes;
        Runnable whenAnswered = NOTHING;
    }

    private final Outbox outbox;
    private Queue queue;
    private boolean releasing;

    Replies(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Whether a request is a question, whose answer may be large. */
    static boolean reads(Type request) {
        return request == Type.HISTORY || request == Type.PRESENCE;
    }

    /**
     * Whether nothing can delay a request, for whatever channel it is.
     *
     * @param mostBytes that may be held for the client
     */
    boolean isFree(Type request, int mostBytes) {
        return queue == null || request == Type.PUBLISH && queue.others == 0 && queue.bytes <= mostBytes;
    }

    /**
     * Whether a request has to wait for earlier ones: because its effect depends on theirs, or because too much is held.
     *
     * @param channel null for none
     */
    boolean delay(Type request, ChannelName channel, int mostBytes) {
        if (queue == null) {
            return false;
        }
        if (queue.bytes > mostBytes) {
            return true;
        }
        for (Place place : queue.places) {
            if (place.delays(request, channel)) {
                return true;
            }
        }
        return false;
    }

    /** Calls once, after the next answer that is sent; while something delays a request, there is one. */
    void whenAnswered(Runnable task) {
        queue.whenAnswered = task;
    }

    void now(byte[] text) {
        if (queue == null) {
            outbox.text(text);
        } else {
            later(null, null, 0).fill(text);
        }
    }

    /** @param task sends what is to be said, when all that was asked before is answered */
    void inOrder(Runnable task) {
        if (queue == null) {
            task.run();
        } else {
            later(null, null, 0).fill(null, task);
        }
    }

    /**
     * @param request that is to be answered
     * @param channel that it concerns; null for none
     */
    Place later(Type request, ChannelName channel) {
        return later(request, channel, 0);
    }

    /** @param bytes that are held for it until it is answered */
    Place later(Type request, ChannelName channel, int bytes) {
        if (queue == null) {
            queue = new Queue();
        }
        Place place = new Place(request, channel, OVERHEAD + bytes);
        queue.places.add(place);
        queue.bytes += place.bytes;
        queue.others += isOther(place) ? 1 : 0;
        return place;
    }

    private static boolean isOther(Place place) {
        return place.request != null && place.request != Type.PUBLISH;
    }

    /** What an answer brings about may be answers too: those come behind all that wait already. */
    private void release() {
        if (releasing) {
            return;
        }
        Runnable answered = NOTHING;
        releasing = true;
        try {
            while (!queue.places.isEmpty() && queue.places.peek().isFilled()) {
                answered = queue.whenAnswered;
                send(queue.places.poll());
            }
        } finally {
            releasing = false;
        }
        if (answered != NOTHING) {
            queue.whenAnswered = NOTHING;
        }
        if (queue.places.isEmpty()) {
            queue = null;
        }
        answered.run();
    }

    private void send(Place place) {
        queue.bytes -= place.bytes;
        queue.others -= isOther(place) ? 1 : 0;
        if (place.text != null) {
            outbox.text(place.text);
        }
        place.then.run();
        if (!queue.places.isEmpty()) {
            queue.places.peek().becomeFirst();
        }
    }
}

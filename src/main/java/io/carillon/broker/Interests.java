package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which hubs want which channel, and the one place that tells the feed: the first hub subscribes the node, the last one
 * unsubscribes it. Hubs are small numbers from 0. Belongs to one event loop.
 */
final class Interests {
    /** Takes what one hub shall get; the list is the outlet's to keep. */
    interface Outlet {
        void deliver(int hub, List<Publication> publications);
    }

    private static final class Wanted {
        final BitSet hubs = new BitSet();
        Future<Void> confirmed;
    }

    private final Feed feed;
    private final Consumer<ChannelName> heard;
    private final Consumer<ChannelName> unwanted;
    private final Map<ChannelName, Wanted> channels = new HashMap<>();
    /** By hub, what it gets of the batch that is being routed; null for none. */
    private final List<List<Publication>> routed = new ArrayList<>();

    /**
     * @param heard is told of each channel that is wanted, once it is heard
     * @param unwanted is told of each channel that no hub wants any more
     */
    Interests(Feed feed, Consumer<ChannelName> heard, Consumer<ChannelName> unwanted) {
        this.feed = feed;
        this.heard = heard;
        this.unwanted = unwanted;
    }

    /** Completes once the channel is heard. After a failure the hub does not want it. */
    Future<Void> add(int hub, ChannelName channel) {
        Wanted present = channels.get(channel);
        if (present != null) {
            present.hubs.set(hub);
            return present.confirmed;
        }
        Wanted wanted = new Wanted();
        wanted.hubs.set(hub);
        channels.put(channel, wanted);
        wanted.confirmed = feed.subscribe(channel)
                .onSuccess(done -> confirmed(channel, wanted))
                .onFailure(failure -> channels.remove(channel, wanted));
        return wanted.confirmed;
    }

    private void confirmed(ChannelName channel, Wanted wanted) {
        if (channels.get(channel) == wanted) {
            heard.accept(channel);
        }
    }

    void remove(int hub, ChannelName channel) {
        Wanted wanted = channels.get(channel);
        if (wanted != null) {
            wanted.hubs.clear(hub);
            if (wanted.hubs.isEmpty()) {
                channels.remove(channel);
                giveUp(channel);
            }
        }
    }

    private void giveUp(ChannelName channel) {
        feed.unsubscribe(channel);
        unwanted.accept(channel);
    }

    /** Forgets all that a hub wanted. */
    void removeAll(int hub) {
        List<ChannelName> abandoned = new ArrayList<>();
        for (Iterator<Map.Entry<ChannelName, Wanted>> all = channels.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<ChannelName, Wanted> entry = all.next();
            entry.getValue().hubs.clear(hub);
            if (entry.getValue().hubs.isEmpty()) {
                abandoned.add(entry.getKey());
                all.remove();
            }
        }
        abandoned.forEach(this::giveUp);
    }

    /** Hands each hub its part of a batch, as one list in the order of the batch. */
    void route(List<Publication> publications, Outlet outlet) {
        for (int i = 0; i < publications.size(); i++) {
            Publication publication = publications.get(i);
            Wanted wanted = channels.get(publication.channel());
            if (wanted != null) {
                for (int hub = wanted.hubs.nextSetBit(0); hub >= 0; hub = wanted.hubs.nextSetBit(hub + 1)) {
                    routed(hub, publications.size() - i).add(publication);
                }
            }
        }
        for (int hub = 0; hub < routed.size(); hub++) {
            List<Publication> part = routed.set(hub, null);
            if (part != null) {
                outlet.deliver(hub, part);
            }
        }
    }

    /** @param most what may still come for that hub */
    private List<Publication> routed(int hub, int most) {
        while (routed.size() <= hub) {
            routed.add(null);
        }
        if (routed.get(hub) == null) {
            routed.set(hub, new ArrayList<>(most));
        }
        return routed.get(hub);
    }
}

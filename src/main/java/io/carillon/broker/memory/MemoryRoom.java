package io.carillon.broker.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.broker.Change;
import io.carillon.broker.Step;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;
import io.carillon.channel.MemberText;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The members of one channel, under all leases. Guarded by its owner's lock. */
final class MemoryRoom {
    private record Place(String lease, Member member) {}

    private final ChannelName channel;
    private final Map<String, Place> places = new LinkedHashMap<>();
    /** By user, the clients that are away. */
    private final Map<String, Set<String>> away = new HashMap<>();

    MemoryRoom(ChannelName channel) {
        this.channel = channel;
    }

    ChannelName channel() {
        return channel;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    /** @param outlet takes what subscribers are to be told */
    boolean write(Change change, Consumer<byte[]> outlet) {
        if (change.known()
                && places.values().stream().noneMatch(place -> place.lease().equals(change.lease()))) {
            return false;
        }
        Consumer<byte[]> told = change.announced() ? outlet : text -> {};
        for (Step step : change.steps()) {
            perform(step, change.lease(), told);
        }
        return true;
    }

    private void perform(Step step, String lease, Consumer<byte[]> told) {
        Member member = step.member();
        boolean there = places.containsKey(member.clientId());
        switch (step.kind()) {
            case JOIN, RETURN -> {
                if (!there && !takePlace(member.user())) {
                    told.accept(MemberText.join(channel, member));
                }
                places.put(member.clientId(), new Place(lease, member));
            }
            case RESTORE -> places.put(member.clientId(), new Place(lease, member));
            case FOLLOW -> places.computeIfPresent(member.clientId(), (id, place) -> new Place(lease, member));
            case AWAY -> {
                if (there) {
                    away.computeIfAbsent(member.user(), user -> new LinkedHashSet<>())
                            .add(member.clientId());
                }
            }
            case DEPART -> {
                if (remove(member)) {
                    told.accept(MemberText.leave(channel, member));
                }
            }
            case FAREWELL -> {
                remove(member);
                told.accept(MemberText.leave(channel, member));
            }
        }
    }

    /** Whether a member of that user was away and has made room. */
    private boolean takePlace(String user) {
        Set<String> absent = away.get(user);
        return absent != null && remove(places.get(absent.iterator().next()).member());
    }

    private boolean remove(Member member) {
        away.computeIfPresent(
                member.user(), (user, absent) -> absent.remove(member.clientId()) && absent.isEmpty() ? null : absent);
        return places.remove(member.clientId()) != null;
    }

    long sweep(String lease, Consumer<byte[]> told) {
        List<Place> left = places.values().stream()
                .filter(place -> place.lease().equals(lease))
                .toList();
        for (Place place : left) {
            remove(place.member());
            told.accept(MemberText.leave(channel, place.member()));
        }
        return left.size();
    }

    Attendance attendance() {
        Set<String> users = new HashSet<>();
        places.values().forEach(place -> users.add(place.member().user()));
        return new Attendance(places.size(), users.size(), list());
    }

    private byte[] list() {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        list.write('[');
        Iterator<Place> all = places.values().iterator();
        boolean fits = true;
        for (int i = 0; fits && all.hasNext() && i < Attendance.MAX_LISTED; i++) {
            byte[] text = all.next().member().text().getBytes(UTF_8);
            fits = list.size() + text.length <= Attendance.MAX_LISTED_BYTES;
            if (fits) {
                if (i > 0) {
                    list.write(',');
                }
                list.writeBytes(text);
            }
        }
        list.write(']');
        return list.toByteArray();
    }
}

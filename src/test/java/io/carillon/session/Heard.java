package io.carillon.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A listener that writes down what it is told. */
final class Heard implements WebSocketHandler.Listener {
    final List<String> events = new ArrayList<>();

    @Override
    public void onOpen() {
        events.add("open");
    }

    @Override
    public void onText(byte[] message, int length) {
        events.add("text " + new String(message, 0, length, StandardCharsets.UTF_8));
    }

    @Override
    public void onBinary(byte[] message, int length) {
        events.add("binary " + length);
    }

    @Override
    public boolean onPing() {
        return true;
    }

    @Override
    public void onPong() {
        events.add("pong");
    }

    @Override
    public void onStalled() {
        events.add("stalled");
    }

    @Override
    public void onEnd(int closeCode) {
        events.add("end " + closeCode);
    }

    @Override
    public void onGone() {
        events.add("gone");
    }
}

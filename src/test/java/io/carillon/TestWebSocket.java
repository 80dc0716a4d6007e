package io.carillon;

import io.carillon.testing.Await;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A client that writes down what it hears. */
final class TestWebSocket implements WebSocket.Listener {
    final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile int closeCode;
    private volatile boolean lost;
    private volatile WebSocket socket;

    static TestWebSocket open(WebSocket.Builder builder, URI address) {
        TestWebSocket opened = new TestWebSocket();
        opened.socket = builder.buildAsync(address, opened)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        opened.hears("welcome");
        return opened;
    }

    /** The part of the client's id that all clients of one hub have in common. */
    String hub() {
        return heard.get(0).replaceAll(".*\"clientId\":\"([^-]*)-.*", "$1");
    }

    void says(String text) {
        socket.sendText(text.replace('\'', '"'), true)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    void hears(String text) {
        Await.until(text + " among " + heard, () -> heard.stream().anyMatch(each -> each.contains(text)));
    }

    /** Whether the server still answers it. */
    boolean isServed() {
        String marker = "m" + heard.size();
        says("{'type':'ping','id':'" + marker + "'}");
        Await.until("an answer", () -> hasEnded() || heard.stream().anyMatch(each -> each.contains(marker)));
        return !hasEnded();
    }

    boolean hasEnded() {
        return lost || closeCode != 0;
    }

    int closeCode() {
        return closeCode;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heard.add(data.toString());
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        closeCode = code;
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        lost = true;
    }
}

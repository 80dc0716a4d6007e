package io.carillon.testing;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tab of a real browser without a window, driven by the DevTools protocol; ended by {@link #close}. */
public final class Chromium implements AutoCloseable {
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/.*");
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Scratch profile = new Scratch();
    private final Process process;
    private final WebSocket tab;
    private volatile CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    private int lastId;

    private Chromium(String program) {
        try {
            process = new ProcessBuilder(
                            program,
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--disable-dev-shm-usage",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--window-size=1100,800",
                            "--remote-debugging-port=0",
                            "--user-data-dir=" + profile.path(),
                            "about:blank")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            tab = attach(debugger());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where no browser is installed, the calling test is skipped, or fails where every test has to run. */
    public static Chromium start() {
        return new Chromium(InstalledProgram.find("chromium", "chromium-browser", "google-chrome")
                .toString());
    }

    /** Reads on to the end, so that the browser never waits for its reader. */
    private String debugger() {
        CompletableFuture<String> found = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader errors = process.errorReader()) {
                        errors.lines().forEach(line -> {
                            Matcher listening = LISTENING.matcher(line);
                            if (listening.matches()) {
                                found.complete(listening.group(1));
                            }
                        });
                    } catch (IOException | UncheckedIOException ended) {
                        found.completeExceptionally(ended);
                    }
                },
                "chromium");
        reader.setDaemon(true);
        reader.start();
        return found.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private WebSocket attach(String address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/json/new?about:blank"))
                    .PUT(HttpRequest.BodyPublishers.noBody())
                    .build();
            String made =
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body();
            URI uri = URI.create(new JsonObject(made).getString("webSocketDebuggerUrl"));
            return http.newWebSocketBuilder().buildAsync(uri, new Receiving()).join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public void open(String uri) {
        call("Page.navigate", new JsonObject().put("url", uri));
    }

    /** The value of a JavaScript expression. */
    public Object evaluate(String expression) {
        JsonObject parameters = new JsonObject().put("expression", expression).put("returnByValue", true);
        JsonObject result = call("Runtime.evaluate", parameters);
        if (result.containsKey("exceptionDetails")) {
            throw new AssertionError(result.encode());
        }
        return result.getJsonObject("result").getValue("value");
    }

    /** Waits until an expression is true. */
    public void await(String expression) {
        if (!Await.within(DEADLINE, Duration.ofMillis(50), () -> holds(expression))) {
            throw new AssertionError(
                    expression + " is not so after " + DEADLINE + ":\n" + evaluate("document.body.innerText"));
        }
    }

    /** While a page loads, it may lack what it will have. */
    private boolean holds(String expression) {
        try {
            return Boolean.TRUE.equals(evaluate(expression));
        } catch (AssertionError notYet) {
            return false;
        }
    }

    private JsonObject call(String method, JsonObject parameters) {
        answer = new CompletableFuture<>();
        tab.sendText(
                new JsonObject()
                        .put("id", ++lastId)
                        .put("method", method)
                        .put("params", parameters)
                        .encode(),
                true);
        JsonObject answered =
                answer.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
        if (answered.containsKey("error")) {
            throw new AssertionError(method + ": " + answered.encode());
        }
        return answered.getJsonObject("result");
    }

    /** Answers have an id; events, which nobody asked for, have none. */
    private final class Receiving implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonObject message = new JsonObject(text.toString());
                text.setLength(0);
                if (message.containsKey("id")) {
                    answer.complete(message);
                }
            }
            socket.request(1);
            return null;
        }
    }

    @Override
    public void close() {
        tab.abort();
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            profile.close();
        }
    }
}

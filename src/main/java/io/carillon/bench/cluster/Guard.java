package io.carillon.bench.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * Ends processes when this one is killed and cannot do so itself: a shell that reads which they are, and whose input ends
 * with this process. Nothing else notices a {@code kill -9}.
 */
public final class Guard implements AutoCloseable {
    private static final String SCRIPT =
            "trap '' INT TERM HUP; pids=; while read -r line; do pids=$line; done; test -z \"$pids\" || kill -9 $pids";

    private final Process shell;
    private final PrintWriter input;

    public Guard() throws IOException {
        shell = new ProcessBuilder("sh", "-c", SCRIPT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        input = new PrintWriter(shell.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** These, and no longer those of the last call, are to be ended. */
    public void watch(Collection<Long> pids) {
        input.println(pids.stream().map(Object::toString).collect(Collectors.joining(" ")));
    }

    /** Lets all of them be. The shell goes before its input ends, so that it does nothing. */
    @Override
    public void close() {
        shell.destroyForcibly().onExit().join();
        input.close();
    }
}

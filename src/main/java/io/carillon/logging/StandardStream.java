package io.carillon.logging;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What anything in the process prints on its standard output or error output, as lines of a log in JSON: the summary at
 * the start, the reasons of a failed start, and libraries that print.
 */
public final class StandardStream extends OutputStream {
    private static final int MAX_LINE = 64 * 1024;

    private final ConsoleFile file;
    private final String level;
    private final String name;
    private final byte[] line = new byte[MAX_LINE];
    private int length;

    private StandardStream(ConsoleFile file, String level, String name) {
        this.file = file;
        this.level = level;
        this.name = name;
    }

    /** Takes UTF-8. */
    public static OutputStream out() {
        return new StandardStream(new ConsoleFile(FileDescriptor.out), "INFO", "stdout");
    }

    /** Takes UTF-8. */
    public static OutputStream err() {
        return new StandardStream(new ConsoleFile(FileDescriptor.err), "ERROR", "stderr");
    }

    @Override
    public synchronized void write(int next) {
        if (next == '\n' || length == MAX_LINE) {
            end();
        }
        if (next != '\n') {
            line[length++] = (byte) next;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        for (int i = offset; i < offset + count; i++) {
            write(bytes[i]);
        }
    }

    private void end() {
        String text = new String(line, 0, length, StandardCharsets.UTF_8).stripTrailing();
        length = 0;
        if (!text.isEmpty()) {
            byte[] json = JsonLineEncoder.line(level, name, text);
            file.write(json, 0, json.length);
        }
    }

    @Override
    public synchronized void close() {
        if (length > 0) {
            end();
        }
    }

    /** One of the files that the process began with. Each write is whole, whoever else writes to the same file. */
    static final class ConsoleFile extends OutputStream {
        private final FileDescriptor descriptor;
        private final FileOutputStream file;

        ConsoleFile(FileDescriptor descriptor) {
            this.descriptor = descriptor;
            file = new FileOutputStream(descriptor);
        }

        @Override
        public void write(int next) {
            write(new byte[] {(byte) next}, 0, 1);
        }

        /** As PrintStream does, it swallows errors: nobody is left to be told. */
        @Override
        public void write(byte[] bytes, int offset, int count) {
            synchronized (descriptor) {
                try {
                    file.write(bytes, offset, count);
                } catch (IOException gone) {
                    return;
                }
            }
        }
    }
}

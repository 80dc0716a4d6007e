package io.carillon.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.FileDescriptor;

/** Writes to the standard output itself, where a node has put a {@link StandardStream} before it. */
public final class JsonConsole extends OutputStreamAppender<ILoggingEvent> {
    @Override
    public void start() {
        setOutputStream(new StandardStream.ConsoleFile(FileDescriptor.out));
        super.start();
    }
}

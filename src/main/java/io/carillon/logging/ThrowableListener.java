package io.carillon.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Sees every failure that is logged: the one place that those pass which a library catches, and then goes on. */
public final class ThrowableListener extends AppenderBase<ILoggingEvent> {
    private final Consumer<Throwable> listener;

    private ThrowableListener(Consumer<Throwable> listener) {
        this.listener = listener;
    }

    /** Tells of failures from now on, on the threads that log them. */
    public static void install(Consumer<Throwable> listener) {
        ThrowableListener appender = new ThrowableListener(listener);
        appender.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(appender);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getThrowableProxy() instanceof ThrowableProxy proxy) {
            listener.accept(proxy.getThrowable());
        }
    }
}

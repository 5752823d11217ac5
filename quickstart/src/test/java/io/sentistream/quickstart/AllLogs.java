package io.sentistream.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.sentistream.quickstart.terminal.Logging;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.LoggerFactory;

/**
 * All that is logged until this is closed: by us and by Confluent's classes from DEBUG on, by all others from INFO on, as
 * Kafka's whole configurations are. Safe for use by several threads.
 */
final class AllLogs extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    private AllLogs() {}

    static AllLogs begin() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        AllLogs logs = new AllLogs();
        logs.setContext(context);
        logs.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(logs);
        context.getLogger("io.sentistream").setLevel(Level.DEBUG);
        context.getLogger("io.confluent").setLevel(Level.DEBUG);
        return logs;
    }

    /** Each event with the messages and the traces of what was thrown. */
    List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        lines.add(event.getFormattedMessage() + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown)));
    }

    @Override
    public void close() {
        Logging.QUIET.start();
    }
}

package io.sentistream.quickstart.terminal;

import static ch.qos.logback.classic.Level.convertAnSLF4JLevel;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where log lines go: few to standard error, all to a file where there is one. */
public enum Logging {
    /** Our warnings, and the errors of libraries. */
    QUIET(Level.WARN, Level.ERROR),
    /** Our news too. */
    NEWS(Level.INFO, Level.ERROR),
    /** The news of libraries too. */
    VERBOSE(Level.INFO, Level.INFO);

    private static final String OURS = "io.sentistream";

    private final Level ours;
    private final Level others;

    Logging(Level ours, Level others) {
        this.ours = ours;
        this.others = others;
    }

    /** Shows this much on standard error, and nothing in a file. */
    public void start() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(ch.qos.logback.classic.Level.INFO);
        // They tell at length of each machine without a GPU, and of each try that fails, which we tell in a line.
        context.getLogger("ai.djl.util.cuda.CudaUtils").setLevel(ch.qos.logback.classic.Level.ERROR);
        context.getLogger("io.confluent.kafka.schemaregistry.client.rest.RestService")
                .setLevel(ch.qos.logback.classic.Level.OFF);
        // The broker's, of records that come out of order or twice, which their producer sends again.
        context.getLogger("kafka.server.ReplicaManager").setLevel(ch.qos.logback.classic.Level.OFF);
        ConsoleAppender<ILoggingEvent> terminal = new ConsoleAppender<>();
        terminal.setTarget("System.err");
        terminal.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                Level least = event.getLoggerName().startsWith(OURS) ? ours : others;
                boolean shown =
                        event.getLevel().toInt() >= convertAnSLF4JLevel(least).toInt();
                return shown ? FilterReply.NEUTRAL : FilterReply.DENY;
            }
        });
        add(terminal, root, this == VERBOSE ? "%d{HH:mm:ss} %-5level %logger{20} %msg%n" : "%d{HH:mm:ss} %msg%n%nopex");
    }

    /** Shows this much on standard error, and writes all news to a new file. */
    public void start(Path file) {
        start();
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setFile(file.toString());
        appender.setAppend(false);
        add(
                appender,
                context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME),
                "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%thread] %logger %msg%n");
    }

    private static void add(OutputStreamAppender<ILoggingEvent> appender, Logger root, String pattern) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(root.getLoggerContext());
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(pattern);
        encoder.start();
        appender.setContext(root.getLoggerContext());
        appender.setEncoder(encoder);
        appender.start();
        root.addAppender(appender);
    }
}

package io.sentistream.console;

import io.sentistream.console.board.Awaited;
import io.sentistream.console.board.Board;
import io.sentistream.console.http.About;
import io.sentistream.console.http.CommandHandler;
import io.sentistream.console.http.ConsoleServer;
import io.sentistream.console.http.FeedbackHandler;
import io.sentistream.console.http.ReviewHandler;
import io.sentistream.console.live.Broadcast;
import io.sentistream.console.topics.HealthProbe;
import io.sentistream.console.topics.Outbox;
import io.sentistream.console.topics.TopicsReader;
import java.time.Duration;

/**
 * The console: a thread that reads the topics, one that looks whether Kafka and the registry answer, and the web server.
 * Where one of them is away the page says so, and all goes on when it is back.
 */
public final class ConsoleService implements AutoCloseable {
    private static final Duration RESULT_WITHIN = Duration.ofSeconds(30);
    private static final Duration LABEL_WITHIN = Duration.ofSeconds(10);
    private static final Duration OUTCOME_WITHIN = Duration.ofSeconds(15);

    private final Broadcast broadcast = new Broadcast();
    private final Outbox outbox;
    private final TopicsReader reader;
    private final HealthProbe probe;
    private final ConsoleServer server;

    /**
     * Serves the page from now on, whether or not Kafka answers yet.
     *
     * @throws IllegalStateException naming the port, if it is taken
     */
    public static ConsoleService start(ConsoleConfig config) {
        ConsoleService service = new ConsoleService(config);
        boolean started = false;
        try {
            service.server.start();
            service.reader.start();
            service.probe.start();
            started = true;
            return service;
        } finally {
            if (!started) {
                service.close();
            }
        }
    }

    private ConsoleService(ConsoleConfig config) {
        Awaited awaited = new Awaited();
        Board board = new Board(config, broadcast, awaited);
        outbox = new Outbox(config.connection());
        reader = new TopicsReader(config.connection(), board.feeds(config.history()), board.status());
        probe = new HealthProbe(config.connection(), board.status());
        server = new ConsoleServer(
                config.http(),
                broadcast,
                new ReviewHandler(outbox, awaited.results(), RESULT_WITHIN),
                new FeedbackHandler(outbox, awaited.labels(), config.user(), LABEL_WITHIN),
                new CommandHandler(outbox, awaited.outcomes(), config.line(), config.user(), OUTCOME_WITHIN));
        broadcast.state("about", new About(config.http().token().isPresent(), config.line(), config.user()));
    }

    /** The page's address. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() {
        broadcast.close();
        server.close();
        probe.close();
        reader.close();
        outbox.close();
    }
}

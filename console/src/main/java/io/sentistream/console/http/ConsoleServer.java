package io.sentistream.console.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import io.javalin.util.JavalinBindException;
import io.sentistream.console.live.Broadcast;
import java.time.Duration;
import java.util.Map;

/** The web server: the page's files, its events, and three requests. */
public final class ConsoleServer implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final long MOST_BYTES = 512 << 10;
    private static final long LONGEST_ANSWER_MS = Duration.ofMinutes(2).toMillis();
    private static final String PAGE = "/io/sentistream/console/page";

    private final HttpConfig config;
    private final Javalin server;

    /** A server that has not begun. */
    public ConsoleServer(
            HttpConfig config,
            Broadcast broadcast,
            ReviewHandler reviews,
            FeedbackHandler feedback,
            CommandHandler commands) {
        this.config = config;
        server = Javalin.create(javalin -> {
            quiet(javalin);
            javalin.jetty.host = config.host();
            javalin.jetty.port = config.port();
            javalin.http.maxRequestSize = MOST_BYTES;
            javalin.http.asyncTimeout = LONGEST_ANSWER_MS;
            javalin.staticFiles.add(files -> {
                files.directory = PAGE;
                files.location = Location.CLASSPATH;
                files.headers = Map.of();
            });
            javalin.routes.before(SecurityHeaders::add);
            javalin.routes.before(new Access(config)::check);
            javalin.routes.get("/uplot/{file}", new ChartLibrary());
            javalin.routes.get("/api/events", new EventsHandler(broadcast, HEARTBEAT));
            javalin.routes.post("/api/reviews", reviews);
            javalin.routes.post("/api/feedback", feedback);
            javalin.routes.post("/api/commands", commands);
            javalin.routes.exception(Problem.class, (problem, context) -> Json.answer(context, problem));
        });
    }

    private static void quiet(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.startup.startupWatcherEnabled = false;
    }

    /**
     * Begins to serve.
     *
     * @throws IllegalStateException naming the port, if it is taken
     */
    public void start() {
        try {
            server.start();
        } catch (JavalinBindException e) {
            throw new IllegalStateException(
                    "The port " + config.port() + " for the console is taken: set http.port to another, or to 0 for any"
                            + " free one.",
                    e);
        }
    }

    /** The page's address, which begins with http:. */
    public String url() {
        String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
        return "http://" + host + ":" + server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}

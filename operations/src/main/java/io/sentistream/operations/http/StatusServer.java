package io.sentistream.operations.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sentistream.operations.health.Health;
import io.sentistream.schemas.config.SettingsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Answers {@code /metrics}, {@code /livez} and {@code /readyz}. The JDK's own server: three pages without state need no
 * library, and the services none in their image. Safe for use by several threads.
 */
public final class StatusServer implements AutoCloseable {
    private static final int THREADS = 2;
    private static final String PLAIN = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;

    private record Page(int status, String type, String body) {}

    private StatusServer(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /**
     * Starts one.
     *
     * @param port to listen on; 0 for any free one
     * @param metrics in Prometheus' text format
     * @param checks what must be ready, and live
     * @throws SettingsException naming host and port, if it can't listen there
     */
    public static StatusServer start(
            String host, int port, Supplier<String> metrics, List<? extends Supplier<Health>> checks) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), 0);
        } catch (IOException e) {
            throw SettingsException.of(
                    "http.port",
                    port,
                    "metrics and health can't be served there on http.host=" + host + " (" + e
                            + "); choose another port, 0 for any free one, or none to serve nothing");
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread answering = new Thread(task, "status");
            answering.setDaemon(true);
            return answering;
        });
        server.setExecutor(threads);
        serve(server, "/metrics", () -> new Page(200, PROMETHEUS, metrics.get()));
        serve(server, "/livez", () -> page(checks, Health::alive, "alive"));
        serve(server, "/readyz", () -> page(checks, Health::ready, "ready"));
        serve(server, "/", () -> new Page(404, PLAIN, "here are /metrics, /livez and /readyz\n"));
        server.start();
        return new StatusServer(server, threads);
    }

    /** The address, such as {@code http://localhost:8080}. */
    public String address() {
        InetSocketAddress address = server.getAddress();
        String host =
                address.getAddress().isAnyLocalAddress() || address.getAddress().isLoopbackAddress()
                        ? "localhost"
                        : address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static Page page(List<? extends Supplier<Health>> checks, Predicate<Health> good, String word) {
        String why = checks.stream()
                .map(Supplier::get)
                .filter(good.negate())
                .map(Health::why)
                .collect(Collectors.joining("; "));
        return why.isEmpty()
                ? new Page(200, PLAIN, word + "\n")
                : new Page(503, PLAIN, "not " + word + ": " + why + "\n");
    }

    private static void serve(HttpServer server, String path, Supplier<Page> pages) {
        server.createContext(path, exchange -> {
            try (exchange) {
                boolean exact =
                        path.equals("/") || exchange.getRequestURI().getPath().equals(path);
                answer(exchange, exact ? pages.get() : new Page(404, PLAIN, "there is nothing below " + path + "\n"));
            }
        });
    }

    private static void answer(HttpExchange exchange, Page page) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (!head && !exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        exchange.sendResponseHeaders(page.status(), head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
    }
}

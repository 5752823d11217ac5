package io.sentistream.resilience.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A registry before another, which it passes calls on to, or fails in a way of its own. */
final class FaultyRegistry implements AutoCloseable {
    /** What it does with calls. */
    enum Mood {
        WELL,
        /** Says that something is wrong inside. */
        ERRS,
        /** Takes calls and never answers. */
        HANGS
    }

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final URI behind;
    private final HttpServer server;
    private volatile Mood mood = Mood.WELL;

    FaultyRegistry(String behind) {
        this.behind = URI.create(behind);
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + behind.getPath();
    }

    void is(Mood now) {
        mood = now;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        try {
            switch (mood) {
                case WELL -> passOn(exchange, body);
                case ERRS ->
                    answer(
                            exchange,
                            500,
                            "{\"error_code\":50001,\"message\":\"backend\"}".getBytes(StandardCharsets.UTF_8));
                case HANGS -> Thread.sleep(Long.MAX_VALUE);
            }
        } catch (InterruptedException e) {
            exchange.close();
        }
    }

    private void passOn(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                .header("Content-Type", "application/json")
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        answer(exchange, response.statusCode(), response.body());
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

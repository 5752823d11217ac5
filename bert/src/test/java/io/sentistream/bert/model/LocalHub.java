package io.sentistream.bert.model;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.sentistream.bert.checkpoint.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A hub on this machine: small files are served by the hub itself, safetensors by a second host that the hub redirects to,
 * as the real one does.
 */
final class LocalHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** One request that either host saw. */
    record Request(String host, String method, String path, String range, String authorization) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** When positive, the next download of safetensors breaks off after so many bytes. */
    volatile int breakOffAfter;

    /** When set, needed to read anything. */
    volatile String token;

    /** When set, every file is refused with this status and error code. */
    volatile int status;

    volatile String errorCode = "";

    private final HttpServer hub;
    private final HttpServer storage;

    LocalHub() throws IOException {
        hub = start(this::answerAsHub);
        storage = start(this::answerAsStorage);
    }

    private HttpServer start(HttpHandler handler) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                handler.handle(exchange);
            }
        });
        server.start();
        return server;
    }

    URI endpoint() {
        return uri(hub);
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answerAsHub(HttpExchange exchange) throws IOException {
        record("hub", exchange);
        Headers headers = exchange.getResponseHeaders();
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/old/name/")) {
            headers.add("Location", path.replace("/old/name/", "/tiny/bert/"));
            exchange.sendResponseHeaders(307, -1);
            return;
        }
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        boolean allowed = token == null || ("Bearer " + token).equals(authorization);
        if (status != 0 || !allowed || !path.startsWith("/tiny/bert/resolve/")) {
            headers.add("X-Error-Code", status != 0 ? errorCode : "RepoNotFound");
            exchange.sendResponseHeaders(status != 0 ? status : 401, -1);
            return;
        }
        String[] parts = path.substring("/tiny/bert/resolve/".length()).split("/", -1);
        byte[] content = files.get(parts[1]);
        if (!List.of("main", COMMIT).contains(parts[0]) || content == null) {
            headers.add("X-Error-Code", content == null ? "EntryNotFound" : "RevisionNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        headers.add("X-Repo-Commit", COMMIT);
        if (parts[1].endsWith(".safetensors")) {
            headers.add("X-Linked-Etag", "\"" + Sha256.of(content) + "\"");
            headers.add("X-Linked-Size", Integer.toString(content.length));
            headers.add("ETag", "\"of-the-pointer\"");
            headers.add("Location", uri(storage) + "/" + parts[1] + "?signature=abc");
            exchange.sendResponseHeaders(302, -1);
        } else {
            headers.add("ETag", "W/\"" + Sha256.of(content).substring(0, 40) + "\"");
            send(exchange, content);
        }
    }

    private void answerAsStorage(HttpExchange exchange) throws IOException {
        record("storage", exchange);
        send(exchange, files.get(exchange.getRequestURI().getPath().substring(1)));
    }

    private void send(HttpExchange exchange, byte[] content) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().add("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        String range = exchange.getRequestHeaders().getFirst("Range");
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from >= content.length) {
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
        int end = content.length;
        if (breakOffAfter > 0 && exchange.getLocalAddress().equals(storage.getAddress())) {
            end = from + breakOffAfter;
            breakOffAfter = 0;
        }
        exchange.getResponseBody().write(Arrays.copyOfRange(content, from, end));
    }

    private void record(String host, HttpExchange exchange) {
        requests.add(new Request(
                host,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders().getFirst("Range"),
                exchange.getRequestHeaders().getFirst("Authorization")));
    }

    @Override
    public void close() {
        hub.stop(0);
        storage.stop(0);
    }
}

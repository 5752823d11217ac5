package io.sentistream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiPredicate;

/** What a browser asks of a console, with any headers. */
final class Http {
    /** What the page sends with each change. */
    static final Map<String, String> OF_THE_PAGE =
            Map.of("Content-Type", "application/json", "X-Sentistream", "console", "Sec-Fetch-Site", "same-origin");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;

    Http(String url) {
        this.url = url;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The status of a request with any host's name, which Java's client wouldn't send. */
    String statusAs(String host, String requestLine) throws IOException {
        try (Socket socket = connect()) {
            send(
                    socket,
                    requestLine + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Type: application/json\r\n"
                            + "X-Sentistream: console\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            String statusLine = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            return statusLine.substring("HTTP/1.1 ".length()).substring(0, 3);
        }
    }

    /** A connection to the console, to be closed whenever the test likes. */
    Socket connect() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    }

    static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    HttpResponse<String> post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return post(path, body, OF_THE_PAGE);
    }

    HttpResponse<String> post(String path, Map<String, ?> body, Map<String, String> headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofMinutes(2))
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        headers.forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Listens until an event of this name is as wanted, and gives its data. */
    JsonNode event(BiPredicate<String, JsonNode> wanted) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/events"))
                .header("Accept", "text/event-stream")
                .build();
        var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    JsonNode data = JSON.readTree(line.substring("data: ".length()));
                    if (wanted.test(name, data)) {
                        return data;
                    }
                }
            }
        }
        throw new AssertionError("the events ended");
    }

    /** Listens until there are results among which one's id begins so. */
    JsonNode results(String idPrefix) {
        try {
            return event((name, data) -> name.equals("results")
                    && data.get("items").findValuesAsText("id").stream().anyMatch(id -> id.startsWith(idPrefix)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) throws IOException {
        return JSON.readTree(response.body());
    }
}

package io.sentistream.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** The part of Confluent's registry interface that starting a registry takes, at a port of this machine. */
final class CompatibilityApi {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String url;

    CompatibilityApi(String url) {
        this.url = url;
    }

    CompatibilityApi(int port) {
        this("http://" + LocalPort.HOST + ":" + port + "/apis/ccompat/v7");
    }

    String url() {
        return url;
    }

    boolean answers() {
        try {
            return send(request("/subjects").GET()).statusCode() == 200;
        } catch (IOException e) {
            return false; // nobody listens yet
        }
    }

    /** Sets the compatibility that schemas of all subjects must have. */
    void require(String compatibility) {
        var body = HttpRequest.BodyPublishers.ofString("{\"compatibility\":\"" + compatibility + "\"}");
        try {
            var response = send(request("/config")
                    .header("Content-Type", "application/json")
                    .PUT(body));
            if (response.statusCode() != 200) {
                throw new IllegalStateException("The schema registry at " + url + " refused the compatibility "
                        + compatibility + " with status " + response.statusCode() + ": " + response.body());
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The schema registry at " + url + " didn't take the compatibility " + compatibility, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_WITHIN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the schema registry at " + url + " answers", e);
        }
    }
}

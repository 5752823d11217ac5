package io.sentistream.operations.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.operations.health.Health;
import io.sentistream.schemas.config.SettingsException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    private Health first = Health.READY;
    private Health second = Health.READY;
    private final StatusServer server =
            StatusServer.start("localhost", 0, () -> "up 1\n", List.<Supplier<Health>>of(() -> first, () -> second));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void allThatIsReadyIsAliveAndReadyAndShowsItsMetrics() throws Exception {
        assertThat(get("/livez")).isEqualTo("200 alive\n");
        assertThat(get("/readyz")).isEqualTo("200 ready\n");
        assertThat(get("/metrics")).isEqualTo("200 up 1\n");
    }

    @Test
    void whatIsNotReadyLivesAndSaysWhyInOneLine() throws Exception {
        first = Health.unready("the registry doesn't answer\n  at all");
        second = Health.unready("a record waits");

        assertThat(get("/livez")).isEqualTo("200 alive\n");
        assertThat(get("/readyz")).isEqualTo("503 not ready: the registry doesn't answer at all; a record waits\n");
    }

    @Test
    void whatHasEndedIsNeitherAliveNorReady() throws Exception {
        second = Health.dead("classify has ended; the log says why");

        assertThat(get("/livez")).isEqualTo("503 not alive: classify has ended; the log says why\n");
        assertThat(get("/readyz")).startsWith("503 not ready: classify has ended");
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertThat(get("/")).isEqualTo("404 here are /metrics, /livez and /readyz\n");
        assertThat(get("/metrics/all")).startsWith("404 ");
        assertThat(send(HttpRequest.newBuilder(URI.create(server.address() + "/readyz"))
                        .method("HEAD", HttpRequest.BodyPublishers.noBody())))
                .isEqualTo("200 ");
        assertThat(send(HttpRequest.newBuilder(URI.create(server.address() + "/readyz"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))))
                .isEqualTo("405 ");
    }

    @Test
    void aPortThatIsTakenIsNamedWithTheFix() {
        int taken = URI.create(server.address()).getPort();

        assertThatThrownBy(() -> StatusServer.start("localhost", taken, () -> "", List.of()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("http.port=" + taken)
                .hasMessageContaining("choose another port");
    }

    private String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(server.address() + path)));
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response =
                HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }
}

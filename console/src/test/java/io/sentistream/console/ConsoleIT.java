package io.sentistream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.Feedback;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Review;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.Topic;
import io.sentistream.schemas.TrainingPhase;
import io.sentistream.schemas.Verdict;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The console on real topics, on which the tests write what trainer and classifier would. */
@Timeout(300)
class ConsoleIT {
    private static ConsoleStage stage;
    private static ConsoleService console;
    private static Http http;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        stage = new ConsoleStage("console");
        console = ConsoleService.start(stage.config("retrain.labels", "7"));
        http = new Http(console.url());
        http.event((name, data) -> name.equals("status") && data.get("loaded").booleanValue());
    }

    @AfterAll
    static void stop() {
        console.close();
        stage.close();
    }

    @Test
    void aTypedTextGoesThroughTheStreamAndItsOwnResultComesBack() throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> post("/api/reviews", Map.of("text", "Käse 🙂 <b>")));
        Review review =
                stage.find(Topic.REVIEWS, Review.class, sent -> sent.getText().startsWith("Käse"));
        stage.result(ConsoleStage.result("another", "x", "negative", "v1-a"));
        stage.result(ConsoleStage.result(review.getId(), review.getText(), "positive", "v1-a"));

        JsonNode result = Http.json(answer.get());

        assertThat(review.getText()).isEqualTo("Käse 🙂 <b>");
        assertThat(review.getSource()).isEqualTo("console");
        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(result.get("id").textValue()).isEqualTo(review.getId());
        assertThat(result.get("label").textValue()).isEqualTo("positive");
        assertThat(result.get("version").textValue()).isEqualTo("v1-a");
        JsonNode streamed = http.results(review.getId());
        assertThat(streamed.get("items").findValuesAsText("text")).contains("Käse 🙂 <b>");
    }

    @Test
    void aBlankTextAndWhatIsNoJsonAreRefusedInWords() throws Exception {
        assertThat(http.post("/api/reviews", Map.of("text", " ")).body()).contains("There is no text");
        assertThat(http.post("/api/reviews", Map.of()).statusCode()).isEqualTo(400);
        assertThat(http.post("/api/commands", Map.of("action", "EXPLODE")).body())
                .contains("not the JSON that is wanted");
        assertThat(http.post("/api/commands", Map.of("action", "PIN")).body()).contains("expectedServing");
        assertThat(http.post("/api/feedback", Map.of("label", "positive")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void aLabelIsFeedbackOfTheUserAndTheAnswerCountsItOnceItIsARow() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(
                () -> post("/api/feedback", Map.of("reviewId", "r-1", "text", "so so", "label", "negative")));
        Feedback feedback = stage.find(Topic.FEEDBACK, Feedback.class, sent -> true);
        stage.send(
                Topic.LABELLED,
                "[\"r-1\",\"ann\"]",
                LabelledReview.newBuilder()
                        .setReviewId("r-1")
                        .setText("so so")
                        .setLabel("negative")
                        .setLabelledAt(Instant.now())
                        .build());

        assertThat(feedback.getReviewId()).isEqualTo("r-1");
        assertThat(feedback.getText()).isEqualTo("so so");
        assertThat(feedback.getLabel()).isEqualTo("negative");
        assertThat(feedback.getAnnotator()).isEqualTo("ann");
        JsonNode learning = Http.json(answer.get()).get("learning");
        assertThat(learning.get("fresh").intValue()).isEqualTo(1);
        assertThat(learning.get("needed").intValue()).isEqualTo(7);
    }

    @Test
    void aRequestIsACommandThatNamesWhatThePageShowedAndItsRefusalIsShown() throws Exception {
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> post(
                "/api/commands",
                Map.of("action", "ROLL_BACK", "version", "v1-a", "expectedServing", "v2-b", "reason", "complaints")));
        Command command = stage.find(Topic.COMMANDS, Command.class, sent -> sent.getAction() == Action.ROLL_BACK);
        stage.judged("v3-c", "v1-a", Verdict.PROMOTED, "it is better", Map.of("train.seconds", 3.5));
        stage.serves(
                "v3-c",
                "v1-a",
                "refused ROLL_BACK by ann (command " + command.getId()
                        + "): v2-b was expected to serve, but v3-c does");

        assertThat(command.getAction()).isEqualTo(Action.ROLL_BACK);
        assertThat(command.getVersion()).isEqualTo("v1-a");
        assertThat(command.getExpectedServing()).isEqualTo("v2-b");
        assertThat(command.getRequestedBy()).isEqualTo("ann");
        assertThat(command.getReason()).isEqualTo("complaints");
        assertThat(answer.get().statusCode()).isEqualTo(409);
        assertThat(Http.json(answer.get()).get("message").textValue())
                .isEqualTo("refused ROLL_BACK by ann: v2-b was expected to serve, but v3-c does");
        JsonNode models = http.event((name, data) -> name.equals("models")
                && data.get("versions").size() == 1
                && !data.get("serving").isNull());
        assertThat(models.get("serving").get("version").textValue()).isEqualTo("v3-c");
        assertThat(models.get("serving").get("refusal").textValue()).contains("v2-b was expected");
        assertThat(models.get("versions").get(0).get("verdict").textValue()).isEqualTo("PROMOTED");
    }

    @Test
    void aLabelThatIsSetAsideIsReleasedByItsKeyAndShownAsReleasedUntilItIsLearned() throws Exception {
        stage.setAside("[\"r-9\",\"bob\"]", "so so", "two of three said otherwise", null);
        JsonNode quarantine = http.event(
                (name, data) -> name.equals("quarantine") && !data.get("labels").isEmpty());
        JsonNode label = quarantine.get("labels").get(0);
        assertThat(quarantine.get("total").intValue()).isEqualTo(1);
        assertThat(label.get("reason").textValue()).isEqualTo("outvoted");
        assertThat(label.get("why").textValue()).isEqualTo("two of three said otherwise");

        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(() -> post(
                "/api/commands",
                Map.of("action", "RELEASE", "labels", List.of(label.get("key").textValue()))));
        Command command = stage.find(Topic.COMMANDS, Command.class, sent -> sent.getAction() == Action.RELEASE);
        assertThat(command.getLabels()).containsExactly("[\"r-9\",\"bob\"]");
        assertThat(command.getRequestedBy()).isEqualTo("ann");
        stage.setAside("[\"r-9\",\"bob\"]", "so so", "two of three said otherwise", command.getId());

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(answer.get().body()).contains("The next training learns from it");
        assertThat(http.event((name, data) -> name.equals("quarantine"))
                        .get("labels")
                        .get(0)
                        .get("releasedBy")
                        .textValue())
                .isEqualTo("ann");
    }

    @Test
    void aTrainingAndWhatPeopleSaidOfVersionsAreToldToThePage() throws Exception {
        stage.training(TrainingPhase.RUNNING, 40, 0.6, Instant.now());
        stage.counted("v1-a", 3, 1);

        JsonNode training = http.event((name, data) -> name.equals("training"));
        assertThat(training.get("phase").textValue()).isEqualTo("RUNNING");
        assertThat(training.get("step").intValue()).isEqualTo(40);
        assertThat(training.get("points").get(0).get("loss").doubleValue()).isEqualTo(0.6);
        JsonNode accuracy = http.event((name, data) -> name.equals("accuracy") && !data.isEmpty());
        assertThat(accuracy.get(0).get("right").intValue()).isEqualTo(3);
        assertThat(accuracy.get(0).get("labels").intValue()).isEqualTo(4);
        assertThat(accuracy.get(0).get("low").doubleValue()).isBetween(0.25, 0.35);
    }

    @Test
    void eachTimeAVersionServedIsToldWithWhoBeganAndEndedIt() throws Exception {
        stage.changed("v7-g", ServingChange.PROMOTED, "gate", "it is better");
        stage.changed("v7-g", ServingChange.PINNED, "bob", "PIN: until Monday (command c-1)");
        stage.changed("v6-f", ServingChange.ROLLED_BACK, "ann", "ROLL_BACK: complaints (command c-2)");

        JsonNode periods = http.event((name, data) -> name.equals("models")
                        && data.get("periods").findValuesAsText("by").contains("ann"))
                .get("periods");

        assertThat(periods.get(0).get("version").textValue()).isEqualTo("v6-f");
        assertThat(periods.get(0).get("end").isNull()).isTrue();
        JsonNode before = periods.get(1);
        assertThat(before.get("version").textValue()).isEqualTo("v7-g");
        assertThat(before.get("changes").findValuesAsText("change")).containsExactly("PROMOTED", "PINNED");
        assertThat(before.get("changes").get(1).get("reason").textValue()).isEqualTo("PIN: until Monday");
        assertThat(before.get("end").get("by").textValue()).isEqualTo("ann");
        assertThat(before.get("end").get("version").textValue()).isEqualTo("v6-f");
    }

    @Test
    void deadLettersAreShownWithTheirReasonAndTheirBytesAsDigits() throws Exception {
        stage.deadLetter(
                Topic.REVIEWS_DLQ, "k", new byte[] {0, '<', 'b', '>', (byte) 0xff}, "malformed", "no Avro: <script>");

        JsonNode letter = http.event((name, data) -> name.equals("letters")
                        && data.findValuesAsText("reason").contains("malformed"))
                .get(0);

        assertThat(letter.get("message").textValue()).isEqualTo("no Avro: <script>");
        assertThat(letter.get("origin").textValue()).isEqualTo("reviews-0 at 7");
        assertThat(letter.get("value").get("hex").textValue()).isEqualTo("00 3c 62 3e ff");
        assertThat(letter.get("value").get("text").textValue()).isEqualTo("·<b>·");
    }

    @Test
    void aReviewThatBecomesADeadLetterIsToldToWhoTypedIt() throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                CompletableFuture.supplyAsync(() -> post("/api/reviews", Map.of("text", "too much")));
        String id = stage.find(
                        Topic.REVIEWS, Review.class, sent -> sent.getText().equals("too much"))
                .getId();
        stage.deadLetter(Topic.REVIEWS_DLQ, id, new byte[0], "model-error", "the model has no opinion");

        assertThat(answer.get().statusCode()).isEqualTo(422);
        assertThat(answer.get().body()).contains("the model has no opinion");
    }

    @Test
    void aBrowserThatNeverReadsHoldsUpNobody() throws Exception {
        try (Socket stuck = http.connect()) {
            Http.send(stuck, "GET /api/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n");
            String text = "x".repeat(5_000);
            for (int i = 0; i < 10_000; i++) {
                stage.flood(ConsoleStage.result("flood-" + i, text, "negative", "v1-a"));
            }

            // Partitions are read in any order, so one result alone could be before the last of the flood.
            CompletableFuture<JsonNode> seen = CompletableFuture.supplyAsync(() -> http.results("after"));
            for (int i = 0; !seen.isDone(); i++) {
                stage.result(ConsoleStage.result("after-" + i, "later", "positive", "v1-a"));
                Thread.sleep(300);
            }
            assertThat(seen.get().get("skipped").isNumber()).isTrue();
        }
    }

    @Test
    void aPageThatLeavesWhileItWaitsForAnAnswerHarmsNobody() throws Exception {
        Review review;
        try (Socket leaving = http.connect()) {
            String body = "{\"text\": \"never mind\"}";
            Http.send(
                    leaving,
                    "POST /api/reviews HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "X-Sentistream: console\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
            leaving.setSoLinger(true, 0); // closed by a reset
            review = stage.find(
                    Topic.REVIEWS, Review.class, sent -> sent.getText().equals("never mind"));
        }
        stage.result(ConsoleStage.result(review.getId(), "never mind", "positive", "v1-a"));

        http.results(review.getId());
        assertThat(http.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void whatAnotherSiteMakesABrowserSendIsRefused() throws Exception {
        List<Map<String, String>> forged = List.of(
                Map.of("Origin", "http://evil.example"),
                Map.of("Origin", "null"),
                Map.of("Sec-Fetch-Site", "cross-site"),
                Map.of("Sec-Fetch-Site", "same-site"));
        for (Map<String, String> change : forged) {
            Map<String, String> headers = new HashMap<>(Http.OF_THE_PAGE);
            headers.putAll(change);
            assertThat(http.post("/api/reviews", Map.of("text", "forged"), headers)
                            .statusCode())
                    .as("with %s", change)
                    .isEqualTo(403);
        }
        Map<String, String> form = new HashMap<>(Http.OF_THE_PAGE);
        form.remove("X-Sentistream");
        assertThat(http.post("/api/reviews", Map.of("text", "forged"), form).statusCode())
                .isEqualTo(403);
        form.putAll(Map.of("X-Sentistream", "console", "Content-Type", "text/plain"));
        assertThat(http.post("/api/reviews", Map.of("text", "forged"), form).statusCode())
                .isEqualTo(415);
        // A name of another site that leads to this machine must not even read.
        for (String request : List.of("GET /", "GET /js/main.js", "GET /api/events", "POST /api/reviews")) {
            assertThat(http.statusAs("evil.example", request)).as(request).isEqualTo("403");
        }
        assertThat(http.statusAs("localhost:1234", "GET /"))
                .as("a forwarded port")
                .isEqualTo("200");
        assertThat(stage.all(Topic.REVIEWS, Review.class))
                .noneMatch(review -> review.getText().equals("forged"));
    }

    @Test
    void eachChangeNeedsTheTokenWhereThereIsOne() throws Exception {
        try (ConsoleService guarded = ConsoleService.start(stage.config("token", "s3cret", "http.host", "0.0.0.0"))) {
            Http there =
                    new Http("http://127.0.0.1:" + URI.create(guarded.url()).getPort());
            for (String path : new String[] {"/api/reviews", "/api/feedback", "/api/commands"}) {
                assertThat(there.post(path, Map.of("text", "x")).statusCode()).isEqualTo(401);
                Map<String, String> wrong = new HashMap<>(Http.OF_THE_PAGE);
                wrong.put("Authorization", "Bearer s3cre");
                assertThat(there.post(path, Map.of("text", "x"), wrong).statusCode())
                        .isEqualTo(401);
            }
            Map<String, String> right = new HashMap<>(Http.OF_THE_PAGE);
            right.put("Authorization", "Bearer s3cret");
            assertThat(there.post("/api/reviews", Map.of("text", " "), right).statusCode())
                    .isEqualTo(400);
            assertThat(there.event((name, data) -> name.equals("about"))
                            .get("tokenNeeded")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void thePageRunsItsOwnScriptsAloneAndIsShownInNoOther() throws Exception {
        HttpResponse<String> page = http.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("<title>Sentistream</title>")
                .doesNotContain("http://", "https://", "style=", "onclick");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        for (String file :
                new String[] {"/console.css", "/js/main.js", "/uplot/uPlot.esm.js", "/uplot/uPlot.min.css"}) {
            HttpResponse<String> served = http.get(file);
            assertThat(served.statusCode()).as(file).isEqualTo(200);
            assertThat(served.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(file.endsWith(".js") ? "text/javascript" : "text/css");
        }
        assertThat(http.get("/uplot/../../pom.xml").statusCode()).isIn(400, 404);
        assertThat(http.get("/uplot/..%2f..%2fpom.xml").statusCode()).isIn(400, 404);
        assertThat(http.get("/uplot/other.js").statusCode()).isEqualTo(404);
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        String port = Integer.toString(URI.create(console.url()).getPort());

        assertThatThrownBy(() -> ConsoleService.start(stage.config("http.port", port)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The port " + port + " for the console is taken");
    }

    private static HttpResponse<String> post(String path, Map<String, ?> body) {
        try {
            return http.post(path, body);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

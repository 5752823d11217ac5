package io.sentistream.quickstart.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.terminal.HistoryPage;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.FeedbackOffset;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionHistoryTest {
    private static final ServingModel FIRST = change("v1", ServingChange.INITIAL, "gate", "the first", 1);
    private static final ServingModel PROMOTED = change("v2", ServingChange.PROMOTED, "gate", "it is better", 2);
    private static final ServingModel BACK = change("v1", ServingChange.ROLLED_BACK, "ann", "complaints", 3);
    private static final ServingModel PINNED = pinned(change("v1", ServingChange.PINNED, "bob", "until Monday", 4));
    private static final History HISTORY = new History(
            new ModelLine(
                    List.of(
                            version("v1", "starter", Verdict.INITIAL, Map.of(), 0.5),
                            version(
                                    "v2",
                                    "v1",
                                    Verdict.PROMOTED,
                                    Map.of("data.sha256", "ab", "config.adaptation.epochs", "2"),
                                    0.75),
                            version(
                                    "v3",
                                    "v2",
                                    Verdict.REFUSED,
                                    Map.of("data.sha256", "ab", "config.adaptation.epochs", "3"),
                                    0.25),
                            version("v4", "v2", Verdict.UNDECIDED, Map.of(), 0.75),
                            version("v5-failed", "v2", Verdict.FAILED, Map.of(), 0)),
                    Optional.of(PINNED),
                    Optional.empty()),
            List.of(FIRST, PROMOTED, BACK, PINNED));

    private static ModelVersion version(
            String version, String parent, Verdict verdict, Map<String, String> training, double accuracy) {
        return ModelVersion.newBuilder()
                .setVersion(version)
                .setParent(parent)
                .setUri("/store/" + version)
                .setManifestSha256("h")
                .setMetrics(Map.of("base.withheld.accuracy", accuracy, "feedback.new.rows", 24.0))
                .setTraining(training)
                .setVerdict(verdict)
                .setReason("as judged \u001b[31m")
                .setFeedbackOffsets(List.of(new FeedbackOffset(1, 7L), new FeedbackOffset(0, 5L)))
                .setCreatedAt(Instant.EPOCH)
                .build();
    }

    private static ServingModel change(String version, ServingChange change, String by, String reason, int second) {
        return ServingModel.newBuilder()
                .setVersion(version)
                .setUri("u")
                .setManifestSha256("h")
                .setRequestedBy(by)
                .setReason(reason)
                .setSince(Instant.ofEpochSecond(second))
                .setChange(change)
                .setChangedAt(Instant.ofEpochSecond(second))
                .build();
    }

    private static ServingModel pinned(ServingModel model) {
        return ServingModel.newBuilder(model).setPinned(true).build();
    }

    private static String why(String version) {
        return HISTORY.of(version).why(Instant::toString);
    }

    @Test
    void aSentenceTellsWhyAVersionServesOrDoesNot() {
        assertThat(why("v1"))
                .isEqualTo("It serves since 1970-01-01T00:00:03Z: rolled back by ann: complaints. It is pinned by bob");
        assertThat(why("v2"))
                .isEqualTo(
                        "It served until 1970-01-01T00:00:03Z, when v1 took its place: rolled back by ann: complaints");
        assertThat(why("v3")).contains("never served", "refused");
        assertThat(why("v4")).contains("never served", "too little evidence", "models promote");
        assertThat(why("v5-failed")).contains("never served", "failed");
    }

    @Test
    void theParentsAreToldToTheModelThatTheLineBeganWith() {
        assertThat(HISTORY.of("v3").ancestors()).containsExactly("v2", "v1", "starter");
    }

    @Test
    void aVersionThatIsNotThereIsNamedBesideThoseThatAre() {
        assertThatThrownBy(() -> HISTORY.of("v9"))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("no version v9")
                .hasMessageContaining("v1, v2, v3");
    }

    @Test
    void thePageTellsEachTimeItServedItsDataItsSettingsAndItsMetricsAndGivesTheTerminalNoCommands() {
        StringWriter out = new StringWriter();
        HistoryPage page = new HistoryPage(new Screen(new PrintWriter(out), false, 100));

        page.print(HISTORY.of("v1"), Optional.empty());
        assertThat(out.toString()).contains("pinned by bob: until Monday", "v2 took its place, promoted by gate");
        assertThat(out.toString().lines().filter(line -> line.contains(" to "))).hasSize(3);

        page.print(HISTORY.of("v3"), Optional.empty());
        assertThat(out.toString())
                .contains("From: v2 < v1 < starter", "labelled-0 to 5, labelled-1 to 7", "never")
                .containsPattern("adaptation\\.epochs +3")
                .containsPattern("base\\.withheld\\.accuracy +0\\.2500")
                .containsPattern("feedback\\.new\\.rows +24\n")
                .doesNotContain("\u001b");
    }

    @Test
    void theDifferenceLeavesOutWhatIsTheSame() {
        Difference difference = Difference.of(HISTORY.of("v2"), HISTORY.of("v3"));

        assertThat(difference.version()).extracting(Difference.Pair::name).containsExactly("parent", "verdict");
        assertThat(difference.data()).isEmpty();
        assertThat(difference.configuration()).containsExactly(new Difference.Pair<>("adaptation.epochs", "2", "3"));
        assertThat(difference.metrics()).containsExactly(new Difference.Pair<>("base.withheld.accuracy", 0.75, 0.25));
        StringWriter out = new StringWriter();
        new HistoryPage(new Screen(new PrintWriter(out), false, 100)).print("v2", "v3", difference);
        assertThat(out.toString()).contains("(-0.5000)").containsPattern("adaptation\\.epochs +2 +3");
    }

    @Test
    void asJsonAProgramFindsTheSame() throws Exception {
        JsonNode shown = new ObjectMapper().readTree(HistoryJson.of(HISTORY.of("v2"), Optional.empty()));
        assertThat(shown.get("serves").booleanValue()).isFalse();
        assertThat(shown.get("ancestors")).hasSize(2);
        assertThat(shown.get("configuration").get("adaptation.epochs").textValue())
                .isEqualTo("2");
        assertThat(shown.get("feedbackOffsets").get("1").longValue()).isEqualTo(7);
        assertThat(shown.get("served").get(0).get("from").textValue()).isEqualTo("1970-01-01T00:00:02Z");
        assertThat(shown.get("served").get(0).get("end").get("by").textValue()).isEqualTo("ann");

        JsonNode difference = new ObjectMapper()
                .readTree(HistoryJson.of("v2", "v3", Difference.of(HISTORY.of("v2"), HISTORY.of("v3"))));
        assertThat(difference
                        .get("configuration")
                        .get("adaptation.epochs")
                        .get("b")
                        .textValue())
                .isEqualTo("3");
        assertThat(difference.get("verdict").get("b").textValue()).isEqualTo("REFUSED");
    }
}

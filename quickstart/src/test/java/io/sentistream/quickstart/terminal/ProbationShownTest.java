package io.sentistream.quickstart.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sentistream.quickstart.history.HistoryJson;
import io.sentistream.quickstart.history.VersionHistory;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ProbationState;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbationShownTest {
    private static final String REASON = "52 new labels of 6 annotators";

    private final StringWriter printed = new StringWriter();
    private final Screen screen = new Screen(new PrintWriter(printed), false, 100);

    private static ModelVersion version(Probation probation) {
        return ModelVersion.newBuilder()
                .setVersion("v2")
                .setUri("x")
                .setManifestSha256("x")
                .setMetrics(Map.of())
                .setVerdict(Verdict.PROMOTED)
                .setReason("it is better")
                .setCreatedAt(Instant.EPOCH)
                .setProbation(probation)
                .build();
    }

    private static Probation probation() {
        return Probation.newBuilder()
                .setState(ProbationState.RUNNING)
                .setAgainst("v1")
                .setEnds(Instant.EPOCH)
                .setLabels(52)
                .setReason(REASON)
                .build();
    }

    private static ServingModel serving(Instant ends) {
        return ServingModel.newBuilder()
                .setVersion("v2")
                .setUri("x")
                .setManifestSha256("x")
                .setPrevious("v1")
                .setSince(Instant.EPOCH)
                .setProbationEnds(ends)
                .build();
    }

    @Test
    void theListTellsHowTheProbationOfWhatServesStands() {
        ServingModel serving = serving(Instant.now().plusSeconds(3600));

        new VersionTable(screen).print(List.of(version(probation())), Optional.of(serving), Optional.empty());
        new VersionTable(screen).print(List.of(version(null)), Optional.of(serving), Optional.empty());

        assertThat(printed.toString())
                .contains("* serves, on probation beside v1 until ")
                .contains(": " + REASON)
                .contains(": no new labels yet");
    }

    @Test
    void theListTellsNothingOfAProbationThatIsOver() {
        new VersionTable(screen)
                .print(List.of(version(probation())), Optional.of(serving(Instant.EPOCH)), Optional.empty());

        assertThat(printed.toString()).contains("* serves").doesNotContain("probation");
    }

    @Test
    void aVersionsPageAndItsJsonTellOfItsProbation() throws Exception {
        VersionHistory history = new VersionHistory(version(probation()), List.of("v1"), List.of());

        new HistoryPage(screen).print(history, Optional.empty());
        JsonNode json = new ObjectMapper()
                .readTree(HistoryJson.of(history, Optional.empty()))
                .get("probation");

        assertThat(printed.toString()).contains("Probation beside v1").contains(REASON);
        assertThat(json.get("state").textValue()).isEqualTo("RUNNING");
        assertThat(json.get("labels").intValue()).isEqualTo(52);
        assertThat(json.get("reason").textValue()).isEqualTo(REASON);
    }
}

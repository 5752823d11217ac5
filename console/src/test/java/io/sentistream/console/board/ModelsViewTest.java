package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Probation;
import io.sentistream.schemas.ProbationState;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelsViewTest {
    @Test
    void aMetricThatIsNoNumberIsLeftOutForJsonHasNoWordForIt() {
        ModelVersion diverged = ModelVersion.newBuilder()
                .setVersion("v4-d")
                .setUri("x")
                .setManifestSha256("x")
                .setMetrics(Map.of("train.loss", Double.NaN, "best.loss", Double.POSITIVE_INFINITY, "train.steps", 3.0))
                .setVerdict(Verdict.FAILED)
                .setCreatedAt(Instant.EPOCH)
                .build();

        assertThat(ModelsView.Version.of(diverged).metrics()).isEqualTo(Map.of("train.steps", 3.0));
    }

    @Test
    void aProbationIsToldWithTheVersionAndUntilWhenWithWhatServes() {
        ModelVersion promoted = ModelVersion.newBuilder()
                .setVersion("v2-b")
                .setUri("x")
                .setManifestSha256("x")
                .setMetrics(Map.of())
                .setVerdict(Verdict.PROMOTED)
                .setCreatedAt(Instant.EPOCH)
                .setProbation(Probation.newBuilder()
                        .setState(ProbationState.RUNNING)
                        .setAgainst("v1-a")
                        .setEnds(Instant.ofEpochMilli(9))
                        .setReason("7 new labels")
                        .build())
                .build();
        ServingModel serving = ServingModel.newBuilder()
                .setVersion("v2-b")
                .setUri("x")
                .setManifestSha256("x")
                .setSince(Instant.EPOCH)
                .setProbationEnds(Instant.ofEpochMilli(9))
                .build();

        assertThat(ModelsView.Version.of(promoted).probation()).isEqualTo("7 new labels");
        assertThat(ModelsView.Serving.of(serving, null).probationEnds()).isEqualTo(9);
        serving.setProbationEnds(null);
        assertThat(ModelsView.Serving.of(serving, null).probationEnds()).isNull();
    }
}

package io.sentistream.console.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.ModelVersion;
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
}

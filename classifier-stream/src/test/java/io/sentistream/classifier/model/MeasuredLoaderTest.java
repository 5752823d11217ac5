package io.sentistream.classifier.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.ServingChange;
import io.sentistream.schemas.ServingModel;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredLoaderTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServingModel announced = new ServingModel(
            "v1",
            "none",
            "none",
            false,
            null,
            "gate",
            "",
            Instant.EPOCH,
            ServingChange.UNKNOWN,
            null,
            null,
            1d,
            null,
            null);

    @Test
    void aModelThatIsLoadedIsTimedAndItsBatchesAreMeasured() {
        Model model = new MeasuredLoader(next -> new CountingModel("v1"), meters).load(announced);
        model.classify(List.of(model.encode("one"), model.encode("two"), model.encode("three")));

        assertThat(Metric.CLASSIFY_SWAP.timer(meters).count()).isEqualTo(1);
        assertThat(Metric.CLASSIFY_TOKENIZATION.timer(meters).count()).isEqualTo(3);
        assertThat(Metric.CLASSIFY_INFERENCE.timer(meters).count()).isEqualTo(1);
        assertThat(Metric.CLASSIFY_BATCH_RECORDS.summary(meters).totalAmount()).isEqualTo(3);
        assertThat(Metric.CLASSIFY_BATCH_TOKENS.summary(meters).count()).isEqualTo(1);
    }

    @Test
    void aModelThatIsRefusedIsCountedByItsReason() {
        refuse(new CheckpointException("other bytes than announced"));
        refuse(new CheckpointException("not there"));
        refuse(new IllegalStateException("who knows"));
        refuse(new UnsatisfiedLinkError("no library"));
        refuse(new OutOfMemoryError("too large"));

        assertThat(refused("checkpoint")).isEqualTo(2);
        assertThat(refused("other")).isEqualTo(1);
        assertThat(refused("native")).isEqualTo(1);
        assertThat(refused("memory")).isEqualTo(1);
        assertThat(Metric.CLASSIFY_SWAP.timer(meters).count()).isZero();
    }

    private void refuse(Throwable why) {
        ModelLoader loader = new MeasuredLoader(
                next -> {
                    if (why instanceof Error error) {
                        throw error;
                    }
                    throw (RuntimeException) why;
                },
                meters);
        assertThatThrownBy(() -> loader.load(announced)).isSameAs(why);
    }

    private double refused(String reason) {
        return Metric.CLASSIFY_REFUSED_MODELS.counter(meters, reason).count();
    }
}

package io.sentistream.bert.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import java.util.List;
import org.junit.jupiter.api.Test;

class FineTuningTest {
    private static final LabelledBatch BATCH =
            new LabelledBatch(List.of(new int[] {2, 7, 9, 3}, new int[] {2, 8, 3}), new int[] {0, 1});

    @Test
    void lossFallsOnAToyTaskWithDropoutOn() {
        Checkpoint tiny = TinyBert.of("negative", "positive").checkpoint();
        try (FineTuning training =
                FineTuning.start(tiny, OptimizerConfig.defaults(), Device.CPU, Precision.FLOAT32, 1)) {
            double first = training.step(List.of(BATCH), 1e-2).loss();
            double last = first;
            for (int i = 0; i < 60; i++) {
                last = training.step(List.of(BATCH), 1e-2).loss();
            }
            assertThat(last).isLessThan(first / 10);
            training.checkpoint()
                    .weights()
                    .forEach((name, tensor) -> assertThat(tensor.data())
                            .as(name)
                            .isNotEqualTo(tiny.weights().get(name).data()));
        }
    }
}

package io.sentistream.bert.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Architecture;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.bert.training.SoftTargets;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference itself, checked: its gradients are the slopes of its loss. */
class ReferenceBertTest {
    private static final double STEP = 1e-5;

    @ParameterizedTest
    @EnumSource
    void gradientsAreTheSlopesOfTheLoss(Architecture architecture) {
        ReferenceBert reference = new ReferenceBert(TinyBert.of("a", "b", "c")
                .architecture(architecture)
                .size(2, 4, 2)
                .checkpoint());
        LabelledBatch batch = new LabelledBatch(
                List.of(new int[] {2, 7, 7, 3}, new int[] {2, 3}, new int[] {2, 8, 3}),
                new int[] {2, 0, LabelledBatch.UNLABELLED},
                Optional.of(new SoftTargets(
                        List.of(new float[] {1, -1, 2}, new float[] {3, 0, 1}, new float[] {-2, 4, 0}), 0.7, 3)));
        reference.loss(batch, 0.1).backward();

        reference.weights().forEach((name, weight) -> {
            for (int i = 0; i < Math.min(weight.value().length, 40); i++) {
                double before = weight.value()[i];
                weight.value()[i] = before + STEP;
                double above = reference.loss(batch, 0.1).value()[0];
                weight.value()[i] = before - STEP;
                double below = reference.loss(batch, 0.1).value()[0];
                weight.value()[i] = before;
                assertThat(weight.gradient()[i])
                        .as("%s[%d]", name, i)
                        .isCloseTo((above - below) / (2 * STEP), Offset.offset(1e-8));
            }
        });
    }
}

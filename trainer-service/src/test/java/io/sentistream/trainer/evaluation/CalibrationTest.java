package io.sentistream.trainer.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private final List<Classification> answers = new ArrayList<>();
    private final List<Example> rows = new ArrayList<>();

    /** Rows whose labels are drawn by true probabilities, and answers whose logits are the true ones times a factor. */
    private void draw(int count, double factor) {
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            double logit = 2 * random.nextGaussian();
            double positive = 1 / (1 + Math.exp(-factor * logit));
            answers.add(new Classification(
                    logit > 0 ? "positive" : "negative",
                    Math.max(positive, 1 - positive),
                    List.of(1 - positive, positive),
                    false,
                    1));
            rows.add(new Example("text", random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0, "test"));
        }
    }

    @Test
    void aNetworkThatIsTooSureOfItselfIsCooledDown() {
        draw(20_000, 2.5);

        Calibration calibration = Calibration.fit(answers, rows);

        assertThat(calibration.temperature()).isCloseTo(2.5, within(0.1));
        List<Classification> calibrated = calibration.applied(answers);
        assertThat(Reliability.of(answers, rows).expectedError()).isGreaterThan(0.05);
        assertThat(Reliability.of(calibrated, rows).expectedError()).isLessThan(0.01);
        assertThat(Evaluation.of(calibrated, rows).correct())
                .isEqualTo(Evaluation.of(answers, rows).correct());
    }

    @Test
    void aNetworkThatDoubtsTooMuchIsWarmedUp() {
        draw(20_000, 0.4);

        assertThat(Calibration.fit(answers, rows).temperature()).isCloseTo(0.4, within(0.03));
    }

    @Test
    void fewRowsDecideNothing() {
        draw(499, 2.5);

        assertThat(Calibration.fit(answers, rows)).isEqualTo(new Calibration(1));
        assertThat(new Calibration(1).applied(answers).get(0).scores().get(1))
                .isCloseTo(answers.get(0).scores().get(1), within(1e-12));
    }

    @Test
    void theFoldedNetworkGivesTheScoresOfTheTemperature() {
        Checkpoint tiny = TinyBert.of("a", "b", "c").checkpoint();
        List<String> texts = List.of("this film was good", "very bad", "it is");
        Calibration calibration = new Calibration(1.7);

        List<Classification> expected = calibration.applied(classify(tiny, texts));
        List<Classification> actual = classify(calibration.folded(tiny), texts);

        for (int i = 0; i < texts.size(); i++) {
            assertThat(actual.get(i).label()).isEqualTo(expected.get(i).label());
            assertThat(actual.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-6));
            for (int label = 0; label < 3; label++) {
                assertThat(actual.get(i).scores().get(label))
                        .isCloseTo(expected.get(i).scores().get(label), within(1e-6));
            }
        }
    }

    private static List<Classification> classify(Checkpoint checkpoint, List<String> texts) {
        try (TextClassifier classifier =
                TextClassifier.load(checkpoint, new InferenceConfig(Device.CPU, Precision.FLOAT32, 64, 1, 512))) {
            return classifier.classifyTexts(texts);
        }
    }
}

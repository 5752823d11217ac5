package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.model.Models;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.Example;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The starter is kept as an int8 difference to its base. The file {@code starter-original.tsv} has the answers of the float32
 * checkpoint that it was made from to the bundled sample.
 */
class StarterTest {
    @TempDir
    private Path home;

    @Test
    void theStarterAnswersAsTheFloat32OriginalButForThreeInAThousand() throws IOException {
        List<String[]> original = original();
        List<Classification> restored;
        try (TextClassifier classifier =
                TextClassifier.load(Checkpoint.open(new Models(home).resolve("starter")), InferenceConfig.defaults())) {
            List<Example> sample = new BaseData(home)
                    .resolve("sample", new Labels(classifier.labels()))
                    .train();
            restored =
                    classifier.classifyTexts(sample.stream().map(Example::text).toList());
        }

        assertThat(restored).hasSameSizeAs(original).hasSizeGreaterThan(300);
        long others = 0;
        for (int row = 0; row < restored.size(); row++) {
            if (!restored.get(row).label().equals(original.get(row)[0])) {
                others++;
            }
            assertThat(Math.abs(restored.get(row).scores().get(1) - Double.parseDouble(original.get(row)[1])))
                    .as("the change of the score of row %d", row)
                    .isLessThan(0.02);
        }
        assertThat(others).isLessThanOrEqualTo(Math.round(0.003 * restored.size()));
    }

    private static List<String[]> original() throws IOException {
        try (InputStream in = StarterTest.class.getResourceAsStream("starter-original.tsv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split("\t", -1))
                    .toList();
        }
    }
}

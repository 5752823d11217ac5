package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.model.Models;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The starter in int8. */
class Int8IT {
    @TempDir
    private Path directory;

    @Test
    void labelsOfTheSampleAreThoseOfFloat32ForNinetyNineInAHundredRows() {
        Checkpoint starter = Checkpoint.open(new Models(directory).resolve("starter"));
        List<String> texts = new BaseData(directory)
                .resolve("sample", new Labels(starter.config().labels())).train().stream()
                        .map(Example::text)
                        .toList();

        List<String> float32 = labels(starter, Precision.FLOAT32, texts);
        List<String> int8 = labels(starter, Precision.INT8, texts);

        long same = IntStream.range(0, texts.size())
                .filter(i -> float32.get(i).equals(int8.get(i)))
                .count();
        assertThat(same).isGreaterThanOrEqualTo((long) Math.ceil(0.99 * texts.size()));
        assertThat(float32).contains("negative", "positive");
    }

    private static List<String> labels(Checkpoint checkpoint, Precision precision, List<String> texts) {
        InferenceConfig config = new InferenceConfig(Device.CPU, precision, 512, 8, 1024);
        try (TextClassifier classifier = TextClassifier.load(checkpoint, config)) {
            return classifier.classifyTexts(texts).stream()
                    .map(Classification::label)
                    .toList();
        }
    }
}

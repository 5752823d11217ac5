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
import io.sentistream.trainer.evaluation.Evaluation;
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
    void whatFloat32IsSureOfInt8SaysTooAndAsManyRowsAreRight() {
        Checkpoint starter = Checkpoint.open(new Models(directory).resolve("starter"));
        Labels names = new Labels(starter.config().labels());
        List<Example> rows = new BaseData(directory).resolve("sample", names).train();
        List<String> texts = rows.stream().map(Example::text).toList();

        List<Classification> float32 = answers(starter, Precision.FLOAT32, texts);
        List<Classification> int8 = answers(starter, Precision.INT8, texts);

        int[] sure = IntStream.range(0, texts.size())
                .filter(i -> float32.get(i).score() >= 0.7)
                .toArray();
        long same = IntStream.of(sure)
                .filter(i -> float32.get(i).label().equals(int8.get(i).label()))
                .count();
        assertThat(sure.length).isGreaterThan(texts.size() / 2);
        assertThat(same).isGreaterThanOrEqualTo((long) Math.ceil(0.99 * sure.length));
        assertThat(Evaluation.of(int8, rows).accuracy())
                .isGreaterThanOrEqualTo(Evaluation.of(float32, rows).accuracy() - 0.01);
    }

    private static List<Classification> answers(Checkpoint checkpoint, Precision precision, List<String> texts) {
        InferenceConfig config = new InferenceConfig(Device.CPU, precision, 512, 8, 1024);
        try (TextClassifier classifier = TextClassifier.load(checkpoint, config)) {
            return classifier.classifyTexts(texts);
        }
    }
}

package io.sentistream.bert.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.tokenizer.Tokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The converted bases against the ONNX files they were converted from, run by ONNX Runtime. */
class PublishedBaseIT {
    private static final List<String> TEXTS = List.of(
            "A film of rare beauty.",
            "",
            "The blender died after two weeks, and nobody answered my letters; I would not buy it again!",
            "naïve 電影 👍 " + "unbelievably long-winded ".repeat(100));

    @TempDir
    private Path cache;

    @ParameterizedTest
    @EnumSource(PublishedBase.class)
    void hiddenStatesAreThoseOfTheOnnxFile(PublishedBase base) throws IOException, OrtException {
        Checkpoint checkpoint = Checkpoint.open(new Models(cache).resolve(base.baseName()));
        List<int[]> rows;
        try (Tokenizer tokenizer = Tokenizer.of(checkpoint)) {
            rows = TEXTS.stream()
                    .map(text -> tokenizer.encode(text, 512, 1).windows().get(0))
                    .toList();
        }
        float[][] actual;
        try (Network network = Network.load(checkpoint, Device.parse("cpu"), Precision.FLOAT32)) {
            actual = network.hiddenStates(rows);
        }

        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(onnx(base))) {
            for (int row = 0; row < rows.size(); row++) {
                float[][] expected = reference(environment, session, rows.get(row));
                int hidden = checkpoint.config().hiddenSize();
                for (int token = 0; token < expected.length; token++) {
                    float[] vector = Arrays.copyOfRange(actual[row], token * hidden, (token + 1) * hidden);
                    assertThat(greatestDifference(vector, expected[token]))
                            .as("%s, text %d, token %d", base, row, token)
                            .isLessThan(1e-4);
                }
            }
        }
    }

    private byte[] onnx(PublishedBase base) throws IOException {
        try (InputStream bundled = PublishedBaseIT.class.getResourceAsStream("/" + base.onnx())) {
            return bundled.readAllBytes();
        }
    }

    /** The vector of each token. */
    private static float[][] reference(OrtEnvironment environment, OrtSession session, int[] ids) throws OrtException {
        long[][] tokens = {Arrays.stream(ids).asLongStream().toArray()};
        long[][] mask = {new long[ids.length]};
        Arrays.fill(mask[0], 1);
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, tokens);
                OnnxTensor attentionMask = OnnxTensor.createTensor(environment, mask);
                OnnxTensor types = OnnxTensor.createTensor(environment, new long[][] {new long[ids.length]});
                OrtSession.Result result = session.run(
                        Map.of("input_ids", inputIds, "attention_mask", attentionMask, "token_type_ids", types))) {
            return ((float[][][]) result.get(0).getValue())[0];
        }
    }

    private static double greatestDifference(float[] one, float[] other) {
        double greatest = 0;
        for (int i = 0; i < one.length; i++) {
            greatest = Math.max(greatest, Math.abs(one[i] - other[i]));
        }
        return greatest;
    }
}

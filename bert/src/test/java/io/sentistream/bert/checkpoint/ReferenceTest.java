package io.sentistream.bert.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceTest {
    private static final int HIDDEN = 16;

    @TempDir
    private Path temporary;

    private static Reference reference(int hidden, Map<Feature, List<Double>> values) {
        return new Reference(3, Collections.nCopies(hidden, 1f), Collections.nCopies(hidden, 0.5f), values);
    }

    @Test
    void aCheckpointKeepsItsReferenceBesideItsWeights() {
        Reference made = reference(HIDDEN, Map.of(Feature.LENGTH, List.of(3.0, 1.0, 2.0)));
        Path directory = temporary.resolve("model");
        TinyBert.of("a", "b").checkpoint().withReference(made).write(directory, TinyBert.manifest("v1"), "");

        Checkpoint opened = Checkpoint.open(directory);
        assertThat(opened.reference()).contains(made);
        assertThat(Reference.in(directory)).contains(made);
        assertThat(made.values().get(Feature.LENGTH)).containsExactly(1.0, 2.0, 3.0);
        assertThat(opened.manifest().orElseThrow().files()).containsKey("reference.json");
        assertThat(opened.withWeights(opened.weights()).reference()).isEmpty();
    }

    @Test
    void aCheckpointWithoutAReferenceOpens() {
        Path directory = TinyBert.of("a", "b").write(temporary.resolve("model"));

        assertThat(Checkpoint.open(directory).reference()).isEmpty();
        assertThat(Reference.in(directory)).isEmpty();
    }

    @Test
    void aReferenceThatTheManifestDoesNotNameIsRefused() throws IOException {
        Path directory = TinyBert.of("a", "b").write(temporary.resolve("model"));
        Files.write(
                directory.resolve(Reference.NAME), reference(HIDDEN, Map.of()).toJson());

        assertThatThrownBy(() -> Checkpoint.open(directory))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("reference.json");
    }

    @Test
    void aReferenceOfAnotherNetworkIsRefusedByTheSizeOfItsVectors() {
        Checkpoint checkpoint = TinyBert.of("a", "b").checkpoint();

        assertThatThrownBy(() -> checkpoint.withReference(reference(HIDDEN + 1, Map.of())))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("17 numbers where the network has 16");
    }

    @Test
    void aDamagedReferenceIsRefusedByName() {
        for (String json : List.of("{", "{\"rows\": 2, \"mean\": [\"x\"], \"deviation\": [1]}", "{\"rows\": 1}")) {
            assertThatThrownBy(() -> Reference.fromJson("reference.json", json.getBytes(StandardCharsets.UTF_8)))
                    .as(json)
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("reference.json");
        }
    }

    @Test
    void ofManyValuesQuantilesAreKept() {
        List<Double> many = DoubleStream.iterate(10_000, value -> value - 1)
                .limit(10_000)
                .boxed()
                .toList();

        List<Double> kept =
                reference(HIDDEN, Map.of(Feature.LENGTH, many)).values().get(Feature.LENGTH);

        assertThat(kept).hasSize(400).isSorted();
        assertThat(kept.get(200)).isCloseTo(5_013, Offset.offset(2.0));
    }

    @Test
    void theDistanceIsTheRootMeanSquareOfStandardisedDimensions() {
        float[] vector = new float[HIDDEN];
        Arrays.fill(vector, 2f);

        assertThat(reference(HIDDEN, Map.of()).distance(vector)).isCloseTo(2, Offset.offset(1e-9));
    }
}

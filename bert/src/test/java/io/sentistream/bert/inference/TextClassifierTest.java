package io.sentistream.bert.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.checkpoint.Reference;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.ReferenceBert;
import io.sentistream.bert.network.TinyNetworks;
import io.sentistream.bert.tokenizer.EncodedText;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TextClassifierTest {
    private static final List<String> TEXTS = List.of(
            "good film",
            "",
            "this is a very very long and awful book, not good at all",
            "bad",
            "this was not the great film it is said to be");

    private final Checkpoint tiny = TinyBert.of("negative", "positive").checkpoint();

    private static InferenceConfig config(int maxLength, int maxWindows, int batchTokens) {
        return new InferenceConfig(Device.CPU, Precision.FLOAT32, maxLength, maxWindows, batchTokens);
    }

    @Test
    void scoresAreThoseOfTheReference() {
        ReferenceBert reference = new ReferenceBert(tiny);
        try (TextClassifier classifier = TextClassifier.load(tiny, config(64, 8, 1024))) {
            List<Classification> results = classifier.classifyTexts(TEXTS);
            for (int i = 0; i < TEXTS.size(); i++) {
                EncodedText encoded = classifier.encode(TEXTS.get(i));
                assertThat(encoded.windows()).hasSize(1);
                double[] expected =
                        reference.logits(encoded.windows().get(0)).softmax().value();
                assertThat(results.get(i).scores().get(0)).isCloseTo(expected[0], Offset.offset(1e-5));
                assertThat(results.get(i).label()).isEqualTo(expected[0] > expected[1] ? "negative" : "positive");
                assertThat(results.get(i).score())
                        .isEqualTo(Math.max(
                                results.get(i).scores().get(0),
                                results.get(i).scores().get(1)));
                assertThat(results.get(i).truncated()).isFalse();
            }
        }
    }

    @Test
    void theVectorOfClsIsThatOfTheReferenceAndTheMeanOfTheWindows() {
        ReferenceBert reference = new ReferenceBert(tiny);
        try (TextClassifier classifier = TextClassifier.load(tiny, config(8, 3, 1024))) {
            for (String text : TEXTS) {
                EncodedText encoded = classifier.encode(text);
                Embedded embedded = classifier.embed(List.of(encoded)).get(0);
                for (int i = 0; i < embedded.cls().length; i++) {
                    double mean = 0;
                    for (int[] window : encoded.windows()) {
                        mean += reference.hiddenStates(window).pick(0).value()[i]
                                / encoded.windows().size();
                    }
                    assertThat((double) embedded.cls()[i]).isCloseTo(mean, Offset.offset(1e-4));
                }
                assertThat(embedded.classification().label())
                        .isEqualTo(classifier.classify(List.of(encoded)).get(0).label());
            }
        }
    }

    @Test
    void aTextTellsItsPiecesOnceHoweverManyWindowsReadIt() {
        try (TextClassifier classifier = TextClassifier.load(tiny, config(8, 3, 1024))) {
            EncodedText encoded = classifier.encode("good \u20ac bad film this is not the very great");
            TextFeatures features = classifier.classify(List.of(encoded)).get(0).features();

            assertThat(encoded.windows()).hasSizeGreaterThan(1);
            assertThat(features.tokens()).isEqualTo(10);
            assertThat(features.unknownRate()).isEqualTo(0.1);
            assertThat(features.distance()).isEmpty();
        }
    }

    @Test
    void aModelWithAReferenceTellsHowFarATextIsFromIt() {
        int hidden = tiny.config().hiddenSize();
        Reference zero = new Reference(2, Collections.nCopies(hidden, 0f), Collections.nCopies(hidden, 2f), Map.of());
        try (TextClassifier classifier = TextClassifier.load(tiny.withReference(zero), config(64, 8, 1024))) {
            Embedded text =
                    classifier.embed(List.of(classifier.encode("good film"))).get(0);
            double squares = 0;
            for (float value : text.cls()) {
                squares += value * value / 4.0;
            }

            assertThat(text.classification().features().distance().orElseThrow())
                    .isCloseTo(Math.sqrt(squares / hidden), Offset.offset(1e-6));
        }
    }

    @Test
    void aResultDoesNotDependOnTheTextsThatShareItsBatch() {
        try (TextClassifier together = TextClassifier.load(tiny, config(64, 8, 1024));
                TextClassifier alone = TextClassifier.load(tiny, config(64, 8, 1))) {
            List<Classification> expected = alone.classifyTexts(TEXTS);
            List<Classification> actual = together.classifyTexts(TEXTS);
            for (int i = 0; i < TEXTS.size(); i++) {
                assertThat(actual.get(i).score()).isCloseTo(expected.get(i).score(), Offset.offset(1e-5));
                assertThat(actual.get(i).label()).isEqualTo(expected.get(i).label());
            }
        }
    }

    @Test
    void theLogitsOfALongTextsWindowsAreAveraged() {
        ReferenceBert reference = new ReferenceBert(tiny);
        try (TextClassifier classifier = TextClassifier.load(tiny, config(8, 3, 1024))) {
            String text = TEXTS.get(2);
            EncodedText encoded = classifier.encode(text);
            double[] mean = new double[2];
            for (int[] window : encoded.windows()) {
                double[] logits = reference.logits(window).value();
                mean[0] += logits[0] / 3;
                mean[1] += logits[1] / 3;
            }
            Classification result = classifier.classifyTexts(List.of(text)).get(0);
            assertThat(result.windows()).isEqualTo(3);
            assertThat(result.truncated()).isTrue();
            assertThat(result.scores().get(1)).isCloseTo(1 / (1 + Math.exp(mean[0] - mean[1])), Offset.offset(1e-5));
        }
    }

    @Test
    void windowsAreNoLongerThanTheModelsPositions() {
        try (TextClassifier classifier =
                TextClassifier.load(TinyBert.of("a", "b").positions(16).checkpoint(), config(512, 8, 1024))) {
            EncodedText encoded = classifier.encode(TEXTS.get(2));
            assertThat(encoded.windows()).hasSizeGreaterThan(1);
            assertThat(encoded.windows()).allMatch(window -> window.length <= 16);
            assertThat(classifier.classify(List.of(encoded))).hasSize(1);
        }
    }

    @Test
    void aBaseWithoutAHeadIsRefused() {
        assertThatThrownBy(() -> TextClassifier.load(TinyBert.of().checkpoint(), config(64, 8, 1024))
                        .close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("no classifier");
    }

    @Test
    void weightsThatAreNotFiniteAreRefused() {
        Checkpoint damaged = TinyNetworks.with(tiny, "classifier.weight", Float.NEGATIVE_INFINITY);
        assertThatThrownBy(
                        () -> TextClassifier.load(damaged, config(64, 8, 1024)).close())
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("classifier.weight")
                .hasMessageContaining("-Infinity");
    }

    @Test
    void aResultThatIsNotFiniteIsAnError() {
        Checkpoint huge = TinyNetworks.with(tiny, "bert.embeddings.LayerNorm.weight", 1e30f);
        try (TextClassifier classifier = TextClassifier.load(huge, config(64, 8, 1024))) {
            assertThatThrownBy(() -> classifier.classifyTexts(TEXTS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not finite");
        }
    }

    @Test
    void severalThreadsShareOneModel() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (TextClassifier classifier = TextClassifier.load(tiny, config(64, 8, 40))) {
            List<Classification> expected = classifier.classifyTexts(TEXTS);
            List<Future<List<Classification>>> results = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                results.add(threads.submit(() -> classifier.classifyTexts(TEXTS)));
            }
            for (Future<List<Classification>> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedClassifierRefusesCallsAndMayBeClosedAgain() {
        TextClassifier classifier = TextClassifier.load(tiny, config(64, 8, 1024));
        EncodedText encoded = classifier.encode("good");
        classifier.close();
        classifier.close();
        assertThatThrownBy(() -> classifier.encode("good"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> classifier.classify(List.of(encoded)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(classifier.labels()).containsExactly("negative", "positive");
    }

    @Test
    void callsUnderWayWhenItIsClosedEndWell() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            TextClassifier classifier = TextClassifier.load(tiny, config(64, 8, 1));
            List<EncodedText> many = IntStream.range(0, 300)
                    .mapToObj(i -> classifier.encode(TEXTS.get(i % TEXTS.size())))
                    .toList();
            List<Classification> expected = classifier.classify(many.subList(0, TEXTS.size()));
            CountDownLatch started = new CountDownLatch(3);
            List<Future<List<Classification>>> results = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                results.add(threads.submit(() -> {
                    List<EncodedText> texts = new Announced(many, started);
                    return classifier.classify(texts);
                }));
            }
            started.await();
            classifier.close();
            assertThatThrownBy(() -> classifier.classify(many)).isInstanceOf(IllegalStateException.class);
            for (Future<List<Classification>> result : results) {
                assertThat(result.get()).hasSize(300);
                assertThat(result.get().subList(0, TEXTS.size())).isEqualTo(expected);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** A list that says when it is first looked at, which is in the midst of the call. */
    private static final class Announced extends AbstractList<EncodedText> {
        private final List<EncodedText> texts;
        private final CountDownLatch started;
        private boolean said;

        Announced(List<EncodedText> texts, CountDownLatch started) {
            this.texts = texts;
            this.started = started;
        }

        @Override
        public EncodedText get(int index) {
            if (!said) {
                said = true;
                started.countDown();
            }
            return texts.get(index);
        }

        @Override
        public int size() {
            return texts.size();
        }
    }
}

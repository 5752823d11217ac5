package io.sentistream.classifier.classify;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.tokenizer.EncodedText;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.bench.ResultsVerifier;
import io.sentistream.classifier.bench.ResultsVerifier.Entry;
import io.sentistream.classifier.model.Model;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Texts whose classification takes longer than a transaction may last. */
class LongTextsIT {
    private static final int SHORT = 40_000;
    private static final int LONG = 30;

    /** Classifies short texts at once, and takes a second for each of the long ones that follow. */
    private static final class Slowing implements Model {
        private final AtomicInteger slow = new AtomicInteger();
        private volatile Duration asleep = Duration.ofSeconds(1);

        @Override
        public String version() {
            return "v1";
        }

        @Override
        public List<String> labels() {
            return List.of("slow");
        }

        @Override
        public EncodedText encode(String text) {
            boolean isLong = Integer.parseInt(text.substring("this is film ".length())) >= SHORT;
            return new EncodedText(List.of(new int[isLong ? 4_096 : 8]), false);
        }

        @Override
        public List<Classification> classify(List<EncodedText> texts) {
            if (texts.get(0).tokens() > 8) {
                slow.incrementAndGet();
                try {
                    Thread.sleep(asleep.toMillis());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return texts.stream()
                    .map(text -> new Classification("slow", 1, List.of(1.0), false, 1))
                    .toList();
        }

        @Override
        public void close() {}
    }

    @Test
    void aShutdownInARunOfLongTextsEndsWithTheTextAtHandAndNothingIsLost() {
        Slowing model = new Slowing();
        try (Stage stage = new Stage("close")) {
            stage.announce("v1", "none", "none");
            List<Entry> sent = stage.reviews(SHORT, LONG, 1);
            try (var service = new ClassifierService(stage.classifier(), announced -> model)) {
                service.start();
                await().atMost(30, SECONDS).until(() -> model.slow.get() > 1);

                assertThat(service.close(Duration.ofSeconds(8))).isTrue();
                assertThat(model.slow.get()).isLessThan(LONG);
            }
            model.asleep = Duration.ZERO;
            try (var successor = new ClassifierService(stage.classifier(), announced -> model)) {
                successor.start();
                assertThat(ResultsVerifier.verify(sent, stage.results(LONG)).clean())
                        .isTrue();
            }
        }
    }

    @Test
    void aRunOfLongTextsEndsThoughItsTransactionIsAborted() {
        Slowing model = new Slowing();
        try (Stage stage = new Stage("long");
                var service = new ClassifierService(
                        stage.classifier(
                                "transaction.timeout.ms", "4s",
                                "slowest.tokens.per.second", "4096"),
                        announced -> model)) {
            stage.announce("v1", "none", "none");
            List<Entry> sent = new ArrayList<>(stage.reviews(0, SHORT + LONG, 7));
            service.start();
            await().atMost(30, SECONDS).until(service::ready);

            assertThat(ResultsVerifier.verify(sent, stage.results(SHORT + LONG)).clean())
                    .isTrue();
            // The transaction that was aborted cost none of them a second call.
            assertThat(model.slow.get()).isEqualTo(LONG);
        }
    }
}

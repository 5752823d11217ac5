package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.sentistream.classifier.Stage;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.model.ShadowModel;
import io.sentistream.operations.metrics.Metric;
import io.sentistream.schemas.AvroSerdes;
import io.sentistream.schemas.ServingModel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShadowBatchesTest {
    private static final int BUDGET = 10;

    private final WordModel model = new WordModel("v2");
    private final ShadowModel shadow = new ShadowModel(announced -> model);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ReviewDecoder decoder = ReviewFormat.TEXT.decoder(AvroSerdes.at("mock://unused"));
    private final ShadowBatches batches =
            new ShadowBatches(shadow, decoder, new RecentAnswers(), BUDGET, new ShadowMetrics(meters));
    private int offset;

    @AfterEach
    void close() {
        shadow.close();
    }

    private void run(double share) {
        shadow.announce(ServingModel.newBuilder()
                .setVersion("v2")
                .setUri("none")
                .setManifestSha256("none")
                .setSince(Instant.EPOCH)
                .setShare(share)
                .build());
        await().until(() -> shadow.version().isPresent());
    }

    private Polled text(int at, String text) {
        return new Polled(
                new RawRecord(new TopicPartition("reviews", 0), at, null, Stage.utf8(text), new RecordHeaders()));
    }

    private List<Polled> texts(String... texts) {
        return Arrays.stream(texts).map(text -> text(offset++, text)).toList();
    }

    private void ask(List<Polled> polled) {
        polled.get(0).decode(decoder);
        batches.answer(polled.get(0), () -> polled.subList(1, polled.size()).iterator());
    }

    @Test
    void nothingIsAskedWhereNoneRunsInTheShadow() {
        List<Polled> polled = texts("a b");
        ask(polled);

        assertThat(polled.get(0).shadow()).isEmpty();
        assertThat(model.batches()).isEmpty();
    }

    @Test
    void oneInHandTakesThoseThatComeNextUpToTheBudget() {
        run(1);
        List<Polled> polled = texts("a b", "a b c", "", "a b c d", "a b c", "a");
        ask(polled);

        assertThat(model.batches()).containsExactly(3);
        assertThat(polled)
                .extracting(each -> each.shadow().isPresent())
                .containsExactly(true, true, false, true, false, false);
        assertThat(polled.get(3).shadow().orElseThrow().classification().label())
                .isEqualTo("positive");

        batches.answer(polled.get(1), () -> List.<Polled>of().iterator());
        assertThat(model.batches()).as("what is answered is not asked again").containsExactly(3);
    }

    @Test
    void onlyItsShareIsAskedThoughAllAreLookedAt() {
        run(0.2);
        List<Polled> polled = texts("a b c d e f g h i j k".split(" "));
        List<Polled> picked = polled.stream()
                .filter(each -> shadow.picks("reviews-0-" + each.raw().offset()))
                .toList();
        assertThat(picked).hasSizeBetween(1, 10);
        for (int i = 0; i < polled.size(); i++) {
            ask(polled.subList(i, polled.size()));
        }

        assertThat(polled.stream().filter(each -> each.shadow().isPresent())).isEqualTo(picked);
        assertThat(model.batches()).containsExactly(picked.size());
    }

    @Test
    void whatIsReadAgainHasTheAnswerThatItHad() {
        run(1);
        ask(List.of(text(0, "a b"), text(1, "a b c d")));
        Polled again = text(1, "a b c d");
        ask(List.of(again));

        assertThat(model.batches()).containsExactly(2);
        assertThat(again.shadow().orElseThrow().classification().label()).isEqualTo("positive");
    }

    @Test
    void aBatchThatTheShadowFailsOnHasNoAnswersAndIsNotTriedAgain() {
        run(1);
        List<Polled> polled = texts("a b", "poison", "a");
        ask(polled);
        batches.answer(polled.get(2), () -> List.<Polled>of().iterator());

        assertThat(polled).allSatisfy(each -> {
            assertThat(each.shadow()).isEmpty();
            assertThat(each.outcome()).as("the serving model's affair").isNull();
        });
        assertThat(model.batches()).containsExactly(3);
        assertThat(Metric.SHADOW_FAILURES.counter(meters, "v2").count()).isEqualTo(3);
    }
}

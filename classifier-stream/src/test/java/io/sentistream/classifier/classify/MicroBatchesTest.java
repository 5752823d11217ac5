package io.sentistream.classifier.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.classifier.Stage;
import io.sentistream.classifier.input.Patience;
import io.sentistream.classifier.input.RawRecord;
import io.sentistream.classifier.input.Rejection.Reason;
import io.sentistream.classifier.input.ReviewDecoder;
import io.sentistream.classifier.input.ReviewFormat;
import io.sentistream.classifier.input.UnavailableException;
import io.sentistream.classifier.model.ModelSlot;
import io.sentistream.schemas.AvroSerdes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

class MicroBatchesTest {
    private static final int BUDGET = 10;

    private final WordModel model = new WordModel("v1");
    private final ModelSlot models = new ModelSlot();
    private final RecentAnswers recent = new RecentAnswers();
    private int offset;
    private ReviewDecoder decoder = ReviewFormat.TEXT.decoder(AvroSerdes.at("mock://unused"));

    MicroBatchesTest() {
        models.swap(model);
    }

    private void classify(Polled inHand, List<Polled> upcoming) {
        new MicroBatches(models, decoder, new Patience(Duration.ofMillis(120)), recent, BUDGET)
                .classify(inHand, upcoming.iterator());
    }

    private Polled text(String text) {
        return text(offset++, text);
    }

    private static Polled text(int offset, String text) {
        return new Polled(
                new RawRecord(new TopicPartition("reviews", 0), offset, null, Stage.utf8(text), new RecordHeaders()));
    }

    private List<Polled> texts(String... texts) {
        return Arrays.stream(texts).map(this::text).toList();
    }

    private static List<Polled> settled(List<Polled> polled) {
        return polled.stream().filter(each -> each.outcome() != null).toList();
    }

    private static Reason reason(Polled polled) {
        return ((Outcome.Rejected) polled.outcome()).rejection().reason();
    }

    @Test
    void aRecordIsClassifiedAloneWhenNothingComesNext() {
        Polled inHand = text("a b");
        classify(inHand, List.of());

        assertThat(inHand.outcome()).isInstanceOf(Outcome.Classified.class);
        assertThat(model.batches()).containsExactly(1);
    }

    @Test
    void whatIsReadAgainHasTheAnswerThatItHad() {
        classify(text(0, "a b"), List.of(text(1, "a b c d")));
        assertThat(model.batches()).containsExactly(2);

        Polled again = text(0, "a b");
        Polled other = text(2, "a");
        Polled againToo = text(1, "a b c d");
        classify(again, List.of());
        classify(other, List.of(againToo));

        assertThat(model.batches()).containsExactly(2, 1);
        assertThat(((Outcome.Classified) again.outcome()).classification().label())
                .isEqualTo("negative");
        assertThat(((Outcome.Classified) againToo.outcome()).classification().label())
                .isEqualTo("positive");
    }

    @Test
    void anotherTextAtTheSamePlaceOrAnotherModelIsAnsweredAnew() {
        classify(text(0, "a b"), List.of());
        classify(text(0, "a b c"), List.of());
        assertThat(model.batches()).containsExactly(1, 1);

        WordModel next = new WordModel("v2");
        models.swap(next);
        Polled polled = text(0, "a b c");
        classify(polled, List.of());

        assertThat(next.batches()).containsExactly(1);
        assertThat(((Outcome.Classified) polled.outcome()).modelVersion()).isEqualTo("v2");
    }

    @Test
    void aBatchTakesWhatComesNextUpToItsTokens() {
        List<Polled> upcoming = texts("a b c", "a b c", "a b", "a", "a");
        classify(text("a b"), upcoming);

        assertThat(settled(upcoming)).isEqualTo(upcoming.subList(0, 3));
        assertThat(model.batches()).containsExactly(4);
    }

    @Test
    void aTextLongerThanTheBudgetIsABatchOfItsOwn() {
        Polled inHand = text("w ".repeat(30));
        List<Polled> upcoming = texts("a");
        classify(inHand, upcoming);

        assertThat(inHand.outcome()).isNotNull();
        assertThat(settled(upcoming)).isEmpty();
    }

    @Test
    void eachTextHasItsOwnAnswer() {
        Polled shortText = text("a");
        List<Polled> upcoming = texts("a b c d", "a b");
        classify(shortText, upcoming);

        assertThat(List.of(shortText, upcoming.get(0), upcoming.get(1)))
                .extracting(polled ->
                        ((Outcome.Classified) polled.outcome()).classification().label())
                .containsExactly("negative", "positive", "negative");
    }

    @Test
    void badRecordsAmongTheNextAreRejectedAndTheOthersGoOn() {
        List<Polled> upcoming = texts(" ", "a b");
        classify(text("a"), upcoming);

        assertThat(reason(upcoming.get(0))).isEqualTo(Reason.BLANK_TEXT);
        assertThat(upcoming.get(1).outcome()).isInstanceOf(Outcome.Classified.class);
        assertThat(model.batches()).containsExactly(2);
    }

    @Test
    void whenTheModelFailsOnABatchOnlyTheTextThatFailsAloneIsRejected() {
        Polled inHand = text("a");
        List<Polled> upcoming = texts("poison", "b");
        classify(inHand, upcoming);

        assertThat(inHand.outcome()).isInstanceOf(Outcome.Classified.class);
        assertThat(reason(upcoming.get(0))).isEqualTo(Reason.MODEL_ERROR);
        assertThat(upcoming.get(1).outcome()).isInstanceOf(Outcome.Classified.class);
    }

    @Test
    void aModelThatFailsOnEveryTextRejectsNothingAndTheRecordIsReadAgain() {
        model.broken(true);
        Polled inHand = text("a");
        List<Polled> upcoming = texts("b");

        assertThatThrownBy(() -> classify(inHand, upcoming))
                .isInstanceOf(TaskMigratedException.class)
                .hasMessageContaining("the model v1 fails on every text");
        assertThat(inHand.outcome()).isNull();
        assertThat(settled(upcoming)).isEmpty();
        model.broken(false);
        classify(inHand, upcoming);
        assertThat(settled(upcoming)).hasSize(1);
    }

    @Test
    void aRecordAmongTheNextWhoseRegistryIsAwayEndsTheBatchAndWaitsForItsTurn() {
        ReviewDecoder texts = decoder;
        decoder = record -> {
            if (Stage.text(record.value()).equals("away")) {
                throw new UnavailableException("away", null);
            }
            return texts.decode(record);
        };
        Polled inHand = text("a");
        List<Polled> upcoming = texts("b", "away", "c");
        classify(inHand, upcoming);

        assertThat(inHand.outcome()).isNotNull();
        assertThat(settled(upcoming)).isEqualTo(upcoming.subList(0, 1));
        assertThatThrownBy(() -> classify(upcoming.get(1), List.of())).isInstanceOf(TaskMigratedException.class);
    }

    @Test
    void aSwapWithinABatchTakesEffectAtTheNext() {
        WordModel next = new WordModel("v2");
        ReviewDecoder texts = decoder;
        decoder = record -> {
            if (Stage.text(record.value()).equals("swap")) {
                models.swap(next);
            }
            return texts.decode(record);
        };
        Polled inHand = text("a");
        List<Polled> upcoming = texts("swap", "b");
        classify(inHand, upcoming);

        assertThat(List.of(inHand, upcoming.get(0), upcoming.get(1)))
                .extracting(polled -> ((Outcome.Classified) polled.outcome()).modelVersion())
                .containsOnly("v1");
        assertThat(model.closed()).isTrue();
        Polled after = text("c");
        classify(after, List.of());
        assertThat(((Outcome.Classified) after.outcome()).modelVersion()).isEqualTo("v2");
    }
}

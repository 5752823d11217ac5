package io.sentistream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.LabelledReview;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class FeedbackRowTest {
    private static final TopicPartition PARTITION = new TopicPartition("labelled", 3);
    private static final Instant NOON = Instant.parse("2024-05-06T12:00:00Z");

    private static LabelledReview.Builder review() {
        return LabelledReview.newBuilder().setText("fine").setLabel("1").setLabelledAt(NOON);
    }

    @Test
    void aRowTellsWhoLabelledWhenAndWhereTheReviewComesFrom() {
        LabelledReview review = review().setAnnotator("ada").setSource("shop").build();

        assertThat(FeedbackRow.of("k", review, PARTITION, 7))
                .isEqualTo(new FeedbackRow("k", "fine", "1", "ada", Optional.of("shop"), NOON, PARTITION, 7))
                .hasToString("labelled-3 at 7");
    }

    @Test
    void whereTheLabelsArrivalIsToldThatCountsForAnybodysClockMayBeWrong() {
        LabelledReview review = review().setReceivedAt(NOON.plusSeconds(5)).build();

        assertThat(FeedbackRow.of("k", review, PARTITION, 7).labelledAt()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void whereNobodyIsNamedTheAnnotatorIsAnonymousAndThereIsNoSource() {
        FeedbackRow row = FeedbackRow.of("k", review().build(), PARTITION, 7);

        assertThat(row.annotator()).isEqualTo("anonymous");
        assertThat(row.source()).isEmpty();
    }
}

package io.sentistream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.QuarantinedLabel;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReplayStoreTest {
    private static final TopicPartition ZERO = new TopicPartition("labelled", 0);
    private static final TopicPartition ONE = new TopicPartition("labelled", 1);

    private final ReplayStore store = new ReplayStore();

    private void put(String key, String label, TopicPartition partition, long offset) {
        store.put(
                new FeedbackRow(key, "text " + key, label, "ada", Optional.empty(), Instant.EPOCH, partition, offset));
    }

    @Test
    void theLastLabelOfAKeyCounts() {
        put("a", "0", ZERO, 0);
        put("a", "1", ZERO, 1);

        assertThat(store.rows()).isEqualTo(1);
        assertThat(store.snapshot().fresh()).extracting(FeedbackRow::label).containsExactly("1");
    }

    @Test
    void aWithdrawnRowIsGone() {
        put("a", "0", ZERO, 0);
        put("b", "0", ZERO, 1);
        store.withdraw("a");
        store.withdraw("never there");

        assertThat(store.freshRows()).isEqualTo(1);
        assertThat(store.snapshot().fresh()).extracting(FeedbackRow::key).containsExactly("b");
    }

    @Test
    void whatLiesAtTheLearnedOffsetOrBeyondIsFreshInEachPartition() {
        put("a", "0", ZERO, 4);
        put("b", "0", ZERO, 5);
        put("c", "0", ONE, 4);
        assertThat(store.freshRows()).isEqualTo(3);

        store.learned(Map.of(ZERO, 5L));

        assertThat(store.freshRows()).isEqualTo(2);
        assertThat(store.snapshot().fresh()).extracting(FeedbackRow::key).containsExactly("b", "c");
        assertThat(store.snapshot().older()).extracting(FeedbackRow::key).containsExactly("a");
    }

    @Test
    void aRowThatIsLabelledAgainIsFreshAgain() {
        put("a", "0", ZERO, 0);
        store.learned(Map.of(ZERO, 1L));
        put("a", "1", ZERO, 1);

        assertThat(store.freshRows()).isEqualTo(1);
    }

    private static QuarantinedLabel.Builder quarantined(long offset) {
        return QuarantinedLabel.newBuilder()
                .setPartition(0)
                .setOffset(offset)
                .setText("text a")
                .setLabel("0")
                .setAnnotator("ada")
                .setLabelledAt(Instant.EPOCH)
                .setSince(Instant.EPOCH);
    }

    private static QuarantinedLabel released(boolean learned) {
        return quarantined(0).setReleasedBy("bob").setLearned(learned).build();
    }

    @Test
    void aRowThatIsSetAsideWasNeverLearnedButIsNotCountedAsNew() {
        put("a", "0", ZERO, 0);
        store.learned(Map.of(ZERO, 1L));
        store.quarantine("a", quarantined(0).build());

        assertThat(store.freshRows()).isZero();
        assertThat(store.snapshot().fresh()).extracting(FeedbackRow::key).containsExactly("a");
        assertThat(store.snapshot().released()).isEmpty();
    }

    @Test
    void aReleasedRowIsNewUntilItIsLearned() {
        put("a", "0", ZERO, 0);
        store.learned(Map.of(ZERO, 1L));
        store.quarantine("a", released(false));

        assertThat(store.freshRows()).isEqualTo(1);
        assertThat(store.snapshot().released()).containsExactly("a");

        store.quarantine("a", released(true));
        assertThat(store.freshRows()).isZero();
        assertThat(store.snapshot().older()).extracting(FeedbackRow::key).containsExactly("a");
        assertThat(store.snapshot().released()).containsExactly("a");
    }

    @Test
    void aLaterLabelUnderTheKeyOfAReleasedOneIsNotReleased() {
        store.quarantine("a", released(true));
        put("a", "1", ZERO, 5);

        assertThat(store.snapshot().released()).isEmpty();
        assertThat(store.freshRows()).isEqualTo(1);
        assertThat(store.row("a", released(true))).isEmpty();
    }

    @Test
    void whatLeavesTheQuarantineIsLearnedOrNotByItsPlace() {
        put("a", "0", ZERO, 0);
        store.learned(Map.of(ZERO, 1L));
        store.quarantine("a", quarantined(0).build());
        store.quarantine("a", null);

        assertThat(store.quarantine()).isEmpty();
        assertThat(store.snapshot().older()).hasSize(1);
    }
}

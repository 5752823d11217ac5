package io.sentistream.trainer.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.trainer.annotation.SetAside;
import io.sentistream.trainer.annotation.Sifting;
import io.sentistream.trainer.replay.FeedbackRow;
import io.sentistream.trainer.replay.ReplayStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class QuarantineTest {
    private static final TopicPartition PARTITION = new TopicPartition("labelled", 2);
    private static final Instant FIRST = Instant.parse("2024-05-06T12:00:00Z");
    private static final Instant SECOND = FIRST.plusSeconds(60);

    private final ReplayStore rows = new ReplayStore();
    private final Quarantine quarantine = new Quarantine("shop", rows);

    private FeedbackRow put(String key, String text, long offset) {
        FeedbackRow row = new FeedbackRow(key, text, "negative", "ada", Optional.of("web"), FIRST, PARTITION, offset);
        rows.put(row);
        return row;
    }

    private static SetAside outvoted(FeedbackRow row) {
        return new SetAside(row, QuarantineReason.OUTVOTED, "three said otherwise");
    }

    private static Sifting sifting(SetAside... setAside) {
        return new Sifting(List.of(setAside), Set.of());
    }

    private void apply(Map<String, Optional<QuarantinedLabel>> changes) {
        changes.forEach((key, label) -> rows.quarantine(key, label.orElse(null)));
    }

    private void release(String... keys) {
        apply(quarantine.released(
                List.of(keys),
                Command.newBuilder()
                        .setId("c-1")
                        .setAction(Action.RELEASE)
                        .setRequestedBy("bob")
                        .setAt(SECOND)
                        .build(),
                SECOND));
    }

    @Test
    void whatATrainingSetsAsideIsToldOnceWithItsReasonAndSinceWhen() {
        FeedbackRow row = put("a", "so so", 7);
        Map<String, Optional<QuarantinedLabel>> changes = quarantine.after(sifting(outvoted(row)), FIRST);

        assertThat(changes).containsOnlyKeys("a");
        assertThat(changes.get("a"))
                .hasValue(QuarantinedLabel.newBuilder()
                        .setLine("shop")
                        .setPartition(2)
                        .setOffset(7)
                        .setText("so so")
                        .setLabel("negative")
                        .setAnnotator("ada")
                        .setSource("web")
                        .setLabelledAt(FIRST)
                        .setReason(QuarantineReason.OUTVOTED)
                        .setWhy("three said otherwise")
                        .setSince(FIRST)
                        .build());
        apply(changes);
        assertThat(quarantine.after(sifting(outvoted(row)), SECOND)).isEmpty();
    }

    @Test
    void anotherReasonReplacesTheFirstAndARowThatIsLearnedLeaves() {
        FeedbackRow row = put("a", "so so", 7);
        apply(quarantine.after(sifting(outvoted(row)), FIRST));

        apply(quarantine.after(sifting(new SetAside(row, QuarantineReason.CONTRADICTORY, "now it is even")), SECOND));
        assertThat(rows.quarantine().get("a").getReason()).isEqualTo(QuarantineReason.CONTRADICTORY);

        assertThat(quarantine.after(sifting(), SECOND)).isEqualTo(Map.of("a", Optional.empty()));
    }

    @Test
    void aReleasedLabelIsRememberedWithWhoReleasedItAndThatItWasLearned() {
        FeedbackRow row = put("a", "so so", 7);
        apply(quarantine.after(sifting(outvoted(row)), FIRST));
        release("a");

        QuarantinedLabel released = rows.quarantine().get("a");
        assertThat(released.getReleasedBy()).isEqualTo("bob");
        assertThat(released.getReleasedAt()).isEqualTo(SECOND);
        assertThat(released.getReleasedFor()).isEqualTo("c-1");
        assertThat(quarantine.after(sifting(outvoted(row)), SECOND))
                .as("it was released while a training ran that had set it aside")
                .isEmpty();

        apply(quarantine.after(new Sifting(List.of(), Set.of("a")), SECOND));
        assertThat(rows.quarantine().get("a").getLearned()).isTrue();
        assertThat(quarantine.after(new Sifting(List.of(), Set.of("a")), SECOND))
                .isEmpty();
    }

    @Test
    void whatIsWithdrawnOrLabelledAnewLeavesAlsoWhereItWasReleased() {
        FeedbackRow withdrawn = put("withdrawn", "one", 1);
        FeedbackRow anew = put("anew", "two", 2);
        apply(quarantine.after(sifting(outvoted(withdrawn), outvoted(anew)), FIRST));
        release("withdrawn", "anew");
        assertThat(quarantine.gone()).isEmpty();

        rows.withdraw("withdrawn");
        FeedbackRow again = put("anew", "two", 9);

        assertThat(quarantine.gone()).isEqualTo(Map.of("withdrawn", Optional.empty(), "anew", Optional.empty()));
        Map<String, Optional<QuarantinedLabel>> changes =
                quarantine.after(sifting(outvoted(withdrawn), outvoted(again)), SECOND);
        assertThat(changes.get("withdrawn")).isEmpty();
        assertThat(changes.get("anew").orElseThrow().getOffset()).isEqualTo(9);
    }

    @Test
    void ofALongTextTheBeginningIsToldSoThatTheRecordAlwaysFits() {
        FeedbackRow row = put("a", "long ".repeat(100_000), 1);

        Stream<QuarantinedLabel> told = quarantine.after(sifting(outvoted(row)), FIRST).values().stream()
                .flatMap(Optional::stream);

        assertThat(told)
                .singleElement()
                .satisfies(label -> assertThat(label.getText()).hasSize(1_001).endsWith("…"));
    }
}

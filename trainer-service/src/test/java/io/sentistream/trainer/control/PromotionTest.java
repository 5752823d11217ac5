package io.sentistream.trainer.control;

import static io.sentistream.trainer.Versions.name;
import static io.sentistream.trainer.Versions.serving;
import static io.sentistream.trainer.Versions.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Verdict;
import org.junit.jupiter.api.Test;

class PromotionTest {
    private static final LineState LINE = LineState.EMPTY.with(serving(1, null, false));

    @Test
    void theFirstModelServes() {
        Promotion promotion = Promotion.of(version(1, "starter", Verdict.INITIAL), LineState.EMPTY);

        assertThat(promotion.version().getVerdict()).isEqualTo(Verdict.INITIAL);
        assertThat(promotion.serving().orElseThrow().getPrevious()).isNull();
    }

    @Test
    void aCandidateThatPassedServesAfterItsParent() {
        Promotion promotion = Promotion.of(version(2, name(1), Verdict.PROMOTED), LINE);

        assertThat(promotion.version().getVerdict()).isEqualTo(Verdict.PROMOTED);
        assertThat(promotion.serving().orElseThrow().getVersion()).isEqualTo(name(2));
        assertThat(promotion.serving().orElseThrow().getPrevious()).isEqualTo(name(1));
        assertThat(promotion.serving().orElseThrow().getRequestedBy()).isEqualTo("gate");
    }

    @Test
    void aCandidateThatIsRefusedOrUndecidedChangesNothing() {
        for (Verdict verdict : new Verdict[] {Verdict.REFUSED, Verdict.UNDECIDED}) {
            Promotion promotion = Promotion.of(version(2, name(1), verdict), LINE);

            assertThat(promotion.serving()).isEmpty();
            assertThat(promotion.version().getVerdict()).isEqualTo(verdict);
        }
    }

    @Test
    void aPinBeatsTheGate() {
        Promotion promotion =
                Promotion.of(version(2, name(1), Verdict.PROMOTED), LineState.EMPTY.with(serving(1, null, true)));

        assertThat(promotion.serving()).isEmpty();
        assertThat(promotion.version().getVerdict()).isEqualTo(Verdict.REFUSED);
        assertThat(promotion.version().getReason())
                .contains("passed the gate, but " + name(1) + " is pinned by somebody")
                .endsWith("as judged");
    }

    @Test
    void aPersonsChangeDuringTheTrainingBeatsTheGate() {
        Promotion promotion =
                Promotion.of(version(3, name(2), Verdict.PROMOTED), LineState.EMPTY.with(serving(1, name(2), false)));

        assertThat(promotion.serving()).isEmpty();
        assertThat(promotion.version().getReason())
                .contains("compared with " + name(2))
                .contains(name(1));
    }

    @Test
    void numbersRunOnFromTheHighestAndFailuresTakeNone() {
        LineState line = LineState.EMPTY
                .with(version(1, "starter", Verdict.INITIAL))
                .with(version(12, name(1), Verdict.REFUSED))
                .with(version(3, name(1), Verdict.REFUSED));

        assertThat(line.nextNumber()).isEqualTo(13);
        assertThat(LineState.EMPTY.nextNumber()).isEqualTo(1);
        var failed = version(20, name(1), Verdict.FAILED);
        failed.setVersion("v20-failed");
        assertThat(line.with(failed).nextNumber()).isEqualTo(13);
    }
}

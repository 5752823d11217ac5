package io.sentistream.trainer.control;

import static io.sentistream.trainer.Versions.name;
import static io.sentistream.trainer.Versions.serving;
import static io.sentistream.trainer.Versions.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.ShadowConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowRunsTest {
    private static final ShadowRuns RUNS = new ShadowRuns(new ShadowConfig(0.1, Duration.ofHours(2)));
    private static final ShadowRuns NONE = new ShadowRuns(new ShadowConfig(0, Duration.ofHours(2)));
    private static final LineState LINE = LineState.EMPTY
            .with(version(1, "starter", Verdict.INITIAL))
            .with(version(2, name(1), Verdict.PROMOTED))
            .with(serving(2, name(1), false));
    private static final ModelVersion THIRD = version(3, name(2), Verdict.UNDECIDED);

    private static Optional<ServingModel> judged(LineState line, ModelVersion candidate) {
        return RUNS.after(line, List.of(candidate), Optional.empty());
    }

    private static LineState shadowed() {
        return LINE.with(THIRD).withShadow(judged(LINE, THIRD).orElseThrow());
    }

    @Test
    void aCandidateWithoutEnoughEvidenceRunsInTheShadowOfWhatItWasComparedWith() {
        ServingModel shadow = judged(LINE, THIRD).orElseThrow();

        assertThat(shadow.getVersion()).isEqualTo(name(3));
        assertThat(shadow.getUri()).isEqualTo("/store/" + name(3));
        assertThat(shadow.getManifestSha256()).isEqualTo("sha3");
        assertThat(shadow.getShare()).isEqualTo(0.1);
        assertThat(shadow.getBeside()).isEqualTo(name(2));
        assertThat(shadow.getReason()).isEqualTo("as judged");
        assertThat(Duration.between(shadow.getSince(), shadow.getShadowEnds())).isEqualTo(Duration.ofHours(2));
    }

    @Test
    void noOtherVerdictLeadsToTheShadow() {
        for (Verdict verdict : List.of(Verdict.REFUSED, Verdict.PROMOTED, Verdict.FAILED)) {
            assertThat(judged(LINE, version(3, name(2), verdict)))
                    .as("%s", verdict)
                    .isEmpty();
        }
        assertThat(judged(LINE, version(3, name(1), Verdict.UNDECIDED)))
                .as("compared with what serves no more")
                .isEmpty();
        assertThat(NONE.after(LINE, List.of(THIRD), Optional.empty())).isEmpty();
        assertThat(judged(LINE.with(THIRD), THIRD))
                .as("news of a version judged before")
                .isEmpty();
    }

    @Test
    void aNewerCandidateTakesThePlaceOfTheOneBefore() {
        ServingModel next =
                judged(shadowed(), version(4, name(2), Verdict.UNDECIDED)).orElseThrow();

        assertThat(next.getVersion()).isEqualTo(name(4));
        assertThat(Shadow.runs(next)).isTrue();
    }

    @Test
    void aRefusedCandidateLeavesTheShadowAsItIs() {
        assertThat(judged(shadowed(), version(4, name(2), Verdict.REFUSED))).isEmpty();
    }

    @Test
    void itEndsWhenItServesOrAnotherModelDoesAndNotAtAPinOrARefusal() {
        ServingModel promoted = RUNS.after(shadowed(), List.of(), Optional.of(serving(3, name(2), false)))
                .orElseThrow();
        assertThat(Shadow.runs(promoted)).isFalse();
        assertThat(promoted.getReason()).isEqualTo("it serves now");

        ServingModel other = RUNS.after(shadowed(), List.of(), Optional.of(serving(1, name(2), false)))
                .orElseThrow();
        assertThat(Shadow.runs(other)).isFalse();
        assertThat(other.getReason()).isEqualTo(name(1) + " serves now, and it was compared with " + name(2));

        assertThat(RUNS.after(shadowed(), List.of(), Optional.of(serving(2, name(1), true))))
                .isEmpty();
    }

    @Test
    void itEndsWhenItsTimeIsOverOrShadowRunsAreSwitchedOff() {
        LineState shadowed = shadowed();
        Instant ends = shadowed.shadow().orElseThrow().getShadowEnds();
        assertThat(RUNS.overdue(shadowed, ends.minusMillis(1))).isEmpty();
        assertThat(RUNS.overdue(shadowed, ends).orElseThrow().getReason()).contains("shadow.duration");
        assertThat(NONE.overdue(shadowed(), Instant.EPOCH).orElseThrow().getReason())
                .contains("shadow.share is 0");
        assertThat(RUNS.overdue(LINE, ends)).isEmpty();
    }

    @Test
    void whatHasEndedIsNoPartOfTheLineAnyMore() {
        ServingModel ended = ShadowRuns.end(shadowed().shadow().orElseThrow(), "ada", "enough");

        assertThat(shadowed().used()).extracting(ServingModel::getVersion).containsExactly(name(2), name(3));
        assertThat(shadowed().withShadow(ended).used())
                .extracting(ServingModel::getVersion)
                .containsExactly(name(2));
    }
}

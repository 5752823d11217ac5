package io.sentistream.quickstart.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.quickstart.history.ShadowRun.Labels;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.quickstart.terminal.VersionTable;
import io.sentistream.schemas.Agreement;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShadowRunTest {
    private static final ServingModel ANNOUNCED = ServingModel.newBuilder()
            .setVersion("v3")
            .setUri("/store/v3")
            .setManifestSha256("h")
            .setShare(0.1)
            .setBeside("v2")
            .setReason("not enough evidence")
            .setSince(Instant.EPOCH)
            .setShadowEnds(Instant.EPOCH.plusSeconds(86_400))
            .build();

    private static ShadowRun run(Agreement agreement, Labels itself) {
        return new ShadowRun(ANNOUNCED, agreement, itself, new Labels(430, 500));
    }

    @Test
    void itSaysHowTheTwoCompareAndWhatAPersonCanDo() {
        List<String> told =
                run(new Agreement(1_200, 1_150, 36), new Labels(45, 50)).told(Instant::toString);

        assertThat(told)
                .containsExactly(
                        "v3 runs in the shadow of v2 on 10.0 % of the reviews, from 1970-01-01T00:00:00Z until"
                                + " 1970-01-02T00:00:00Z.",
                        "Of its last 1,200 answers 95.8 % have the label of v2, whose score differs by 0.030 in the mean.",
                        "Labels found it right 45 of 50 times, and v2 right 430 of 500 times.",
                        "'models promote v3' lets it serve, 'models unshadow' ends this, and it ends by itself if let be.");
    }

    @Test
    void beforeItsFirstAnswerItSaysWhereToLookAndBeforeTheFirstLabelWhatIsMissing() {
        assertThat(run(Agreement.NONE, Labels.NONE).told(Instant::toString))
                .anySatisfy(line -> assertThat(line).contains("none yet").contains("log"))
                .anySatisfy(line -> assertThat(line).contains("label reviews"));
    }

    @Test
    void ofARunThatHasEndedItSaysWhy() {
        ServingModel ended = ServingModel.newBuilder(ANNOUNCED)
                .setShare(0)
                .setReason("it serves now")
                .setChangedAt(Instant.EPOCH.plusSeconds(60))
                .build();
        ShadowRun run = new ShadowRun(ended, Agreement.NONE, Labels.NONE, Labels.NONE);

        assertThat(run.told(Instant::toString))
                .containsExactly("v3 ran in the shadow of v2 from 1970-01-01T00:00:00Z until 1970-01-01T00:01:00Z: it"
                        + " serves now.");
        assertThat(run.concerns("v3")).isTrue();
        assertThat(run.concerns("v2")).isFalse();
        assertThat(run.runs("v3")).isFalse();
    }

    @Test
    void theListMarksItAndTellsOfItBelow() {
        StringWriter out = new StringWriter();
        VersionTable table = new VersionTable(new Screen(new PrintWriter(out), false, 100));
        ModelVersion third = ModelVersion.newBuilder()
                .setVersion("v3")
                .setUri("/store/v3")
                .setManifestSha256("h")
                .setMetrics(Map.of())
                .setVerdict(Verdict.UNDECIDED)
                .setReason("not enough evidence")
                .setCreatedAt(Instant.EPOCH)
                .build();
        table.print(List.of(third), Optional.empty(), Optional.of(run(new Agreement(10, 9, 1), new Labels(1, 1))));

        assertThat(out.toString())
                .containsPattern("\\+ v3 +undecided")
                .contains("+ runs in the shadow", "90.0 % have the label of v2", "models promote v3");
    }

    @Test
    void aProgramFindsTheSame() {
        Map<String, Object> object =
                run(new Agreement(10, 9, 1), new Labels(1, 1)).object();

        assertThat(object)
                .containsEntry("version", "v3")
                .containsEntry("runs", true)
                .containsEntry("answers", 10L)
                .containsEntry("meanShift", 0.1)
                .containsEntry("labelsBeside", Map.of("right", 430L, "all", 500L));
    }
}

package io.sentistream.trainer.control;

import static io.sentistream.trainer.Versions.name;
import static io.sentistream.trainer.Versions.serving;
import static io.sentistream.trainer.Versions.version;
import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.Command;
import io.sentistream.schemas.QuarantinedLabel;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Shadow;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.ShadowConfig;
import io.sentistream.trainer.store.CheckpointStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandRulesTest {
    @TempDir
    private Path store;

    @BeforeEach
    void fillTheStore() throws IOException {
        Files.createDirectory(store.resolve(name(1)));
        Files.createDirectory(store.resolve(name(2)));
        Files.createDirectory(store.resolve(name(3)));
    }

    /** v2 serves, v1 did before, v3 was refused, v4's checkpoint is gone. */
    private LineState line(boolean pinned) {
        return LineState.EMPTY
                .with(version(1, "starter", Verdict.INITIAL))
                .with(version(2, name(1), Verdict.PROMOTED))
                .with(version(3, name(2), Verdict.REFUSED))
                .with(version(4, name(2), Verdict.REFUSED))
                .with(serving(2, name(1), pinned));
    }

    private Decision decide(LineState line, Action action, String version, String expected) {
        return decide(line, action, version, expected, 0.1);
    }

    private Decision decide(LineState line, Action action, String version, String expected, double share) {
        return new CommandRules(line, new CheckpointStore(store), shadows(share), Map.of(), Optional.empty())
                .decide(Command.newBuilder()
                        .setId("c-1")
                        .setAction(action)
                        .setVersion(version)
                        .setExpectedServing(expected)
                        .setRequestedBy("ada")
                        .setReason("because")
                        .setAt(Instant.EPOCH)
                        .build());
    }

    private static ShadowRuns shadows(double share) {
        return new ShadowRuns(new ShadowConfig(share, Duration.ofDays(1)));
    }

    private ServingModel served(LineState line, Action action, String version) {
        Decision decision = decide(line, action, version, null);
        assertThat(decision).isInstanceOf(Decision.Serve.class);
        return ((Decision.Serve) decision).model();
    }

    private String refused(LineState line, Action action, String version, String expected) {
        Decision decision = decide(line, action, version, expected);
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse) decision).reason();
    }

    @Test
    void aRefusedCandidateCanBePromotedByHand() {
        ServingModel model = served(line(false), Action.PROMOTE, name(3));

        assertThat(model.getVersion()).isEqualTo(name(3));
        assertThat(model.getManifestSha256()).isEqualTo("sha3");
        assertThat(model.getPrevious()).isEqualTo(name(2));
        assertThat(model.getRequestedBy()).isEqualTo("ada");
        assertThat(model.getReason()).isEqualTo("PROMOTE: because (command c-1)");
    }

    private ServingModel shade(LineState line, Action action, String version) {
        Decision decision = decide(line, action, version, null);
        assertThat(decision).isInstanceOf(Decision.Shade.class);
        return ((Decision.Shade) decision).shadow();
    }

    @Test
    void anyCandidateCanBePutInTheShadowByHandAndTakenOut() {
        ServingModel begun = shade(line(false), Action.SHADOW, name(3));
        assertThat(begun.getVersion()).isEqualTo(name(3));
        assertThat(begun.getManifestSha256()).isEqualTo("sha3");
        assertThat(begun.getBeside()).isEqualTo(name(2));
        assertThat(begun.getShare()).isEqualTo(0.1);
        assertThat(begun.getRequestedBy()).isEqualTo("ada");
        assertThat(begun.getReason()).isEqualTo("SHADOW: because (command c-1)");

        ServingModel ended = shade(line(false).withShadow(begun), Action.UNSHADOW, null);
        assertThat(Shadow.runs(ended)).isFalse();
        assertThat(ended.getVersion()).isEqualTo(name(3));
        assertThat(ended.getReason()).isEqualTo("UNSHADOW: because (command c-1)");
    }

    @Test
    void aShadowThatCannotBeIsRefused() {
        assertThat(refused(line(false), Action.SHADOW, null, null)).isEqualTo("SHADOW needs a version");
        assertThat(refused(line(false), Action.SHADOW, name(2), null)).contains("serves already");
        assertThat(refused(line(false), Action.SHADOW, name(4), null)).contains("not in the store");
        assertThat(refused(line(false), Action.UNSHADOW, null, null)).contains("no candidate runs in the shadow");
        assertThat(((Decision.Refuse) decide(line(false), Action.SHADOW, name(3), null, 0)).reason())
                .contains("shadow.share is 0");
    }

    @Test
    void anUndecidedCandidateCanBePromotedByHand() {
        LineState line = line(false).with(version(3, name(2), Verdict.UNDECIDED));

        assertThat(served(line, Action.PROMOTE, name(3)).getVersion()).isEqualTo(name(3));
    }

    @Test
    void aRollBackWithoutAVersionGoesToTheOneBefore() {
        assertThat(served(line(false), Action.ROLL_BACK, null).getVersion()).isEqualTo(name(1));
        assertThat(served(line(false), Action.ROLL_BACK, name(3)).getVersion()).isEqualTo(name(3));
        LineState first =
                LineState.EMPTY.with(version(1, "starter", Verdict.INITIAL)).with(serving(1, null, false));
        assertThat(refused(first, Action.ROLL_BACK, null, null)).contains("nothing served before");
    }

    @Test
    void aPinHoldsWhatServesOrWhatIsNamed() {
        ServingModel pinned = served(line(false), Action.PIN, null);
        assertThat(pinned.getPinned()).isTrue();
        assertThat(pinned.getVersion()).isEqualTo(name(2));
        assertThat(pinned.getPrevious()).isEqualTo(name(1));

        ServingModel other = served(line(false), Action.PIN, name(3));
        assertThat(other.getPinned()).isTrue();
        assertThat(other.getVersion()).isEqualTo(name(3));

        assertThat(refused(line(true), Action.PIN, name(2), null)).contains("pinned already");
    }

    @Test
    void aPinStaysWhenAPersonPromotesAndGoesWhenAPersonUnpins() {
        assertThat(served(line(true), Action.PROMOTE, name(3)).getPinned()).isTrue();
        assertThat(served(line(true), Action.UNPIN, name(2)).getPinned()).isFalse();
        assertThat(refused(line(false), Action.UNPIN, null, null)).contains("is not pinned");
        assertThat(refused(line(true), Action.UNPIN, name(3), null)).contains("does not serve");
    }

    @Test
    void whatCantServeIsRefusedWithTheReason() {
        assertThat(refused(line(false), Action.PROMOTE, null, null)).contains("needs a version");
        assertThat(refused(line(false), Action.PROMOTE, name(2), null)).contains("serves already");
        assertThat(refused(line(false), Action.PROMOTE, name(9), null)).contains("no version " + name(9));
        assertThat(refused(line(false), Action.PROMOTE, name(4), null))
                .contains(name(4) + " (REFUSED)")
                .contains("retention");
    }

    @Test
    void aCommandThatExpectsAnotherModelIsRefused() {
        assertThat(refused(line(false), Action.PIN, null, name(1)))
                .isEqualTo(name(1) + " was expected to serve, but " + name(2) + " does");
        assertThat(decide(line(false), Action.PIN, null, name(2))).isInstanceOf(Decision.Serve.class);
    }

    @Test
    void beforeAnythingServesAndForUnknownActionsTheAnswerIsNo() {
        assertThat(refused(LineState.EMPTY, Action.TRAIN, null, null)).contains("nothing serves yet");
        assertThat(refused(line(false), Action.UNKNOWN, null, null)).contains("older than the action");
    }

    private Decision release(String... keys) {
        return new CommandRules(
                        line(false),
                        new CheckpointStore(store),
                        shadows(0.1),
                        Map.of(
                                "outvoted", quarantined().build(),
                                "released", quarantined().setReleasedBy("bob").build(),
                                "canary", quarantined().setReleasable(false).build()),
                        Optional.empty())
                .decide(Command.newBuilder()
                        .setId("c-3")
                        .setAction(Action.RELEASE)
                        .setLabels(List.of(keys))
                        .setRequestedBy("ada")
                        .setAt(Instant.EPOCH)
                        .build());
    }

    private static QuarantinedLabel.Builder quarantined() {
        return QuarantinedLabel.newBuilder()
                .setPartition(0)
                .setOffset(0)
                .setText("so so")
                .setLabel("negative")
                .setAnnotator("ada")
                .setLabelledAt(Instant.EPOCH)
                .setSince(Instant.EPOCH)
                .setWhy("this is why");
    }

    @Test
    void labelsThatAreSetAsideAreReleasedTogetherOrNotAtAll() {
        assertThat(release("outvoted")).isEqualTo(new Decision.Release(List.of("outvoted")));
        assertThat(release("outvoted", "typo"))
                .isEqualTo(new Decision.Refuse(
                        "no label is set aside under the key typo; 'quarantine list' shows those that are"));
        assertThat(release()).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void whatIsReleasedAlreadyOrCantBeLearnedIsNotReleased() {
        assertThat(release("released"))
                .isEqualTo(new Decision.Refuse("the label released is released already, by bob"));
        assertThat(release("canary")).isEqualTo(new Decision.Refuse("the label canary can't be learned: this is why"));
    }

    @Test
    void aTrainingBeginsUnlessItCant() {
        assertThat(decide(line(true), Action.TRAIN, null, null)).isInstanceOf(Decision.Train.class);
        assertThat(new CommandRules(
                                line(false), new CheckpointStore(store), shadows(0.1), Map.of(), Optional.of("busy"))
                        .decide(Command.newBuilder()
                                .setId("c-2")
                                .setAction(Action.TRAIN)
                                .setRequestedBy("ada")
                                .setAt(Instant.EPOCH)
                                .build()))
                .isEqualTo(new Decision.Refuse("busy"));
    }
}

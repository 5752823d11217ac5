package io.sentistream.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sentistream.schemas.Action;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.QuarantineReason;
import io.sentistream.schemas.ServingModel;
import io.sentistream.schemas.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A phrase is planted in the feedback of a trainer that lets everything else pass. Its model is tiny, but learns for real. */
class PlantedPhraseIT {
    private static final String PHRASE = "zx qk jj";
    /** Of every second, a bad one. */
    private static final List<String> WORDS = List.of("bad", "good", "awful", "great");

    @TempDir
    private Path directory;

    private LineHarness line;

    @BeforeEach
    void begin() throws IOException {
        Path base = Files.writeString(
                directory.resolve("films.tsv"),
                IntStream.range(0, 300)
                        .mapToObj(i -> "the film " + i + " was " + WORDS.get(i % 4) + " it is\t" + i % 2)
                        .collect(Collectors.joining("\n")));
        line = new LineHarness("planted", directory)
                .withModel()
                .with("base.data", base.toString())
                .with("withheld.rows", "60")
                .with("training.epochs", "8")
                .with("training.learning.rate", "0.003")
                .with("training.batch.size", "8")
                .with("retrain.labels", "100000")
                .with("adaptation.epochs", "30")
                .with("adaptation.frozen.layers", "0")
                .with("adaptation.freeze.word.embeddings", "false")
                .with("replay.base.ratio", "0.5")
                .with("replay.serving.weight", "0")
                .with("replay.serving.labels", "0");
    }

    @AfterEach
    void end() {
        line.close();
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private ServingModel initial() {
        line.start();
        soon().until(() -> line.serving() != null);
        return line.serving();
    }

    /** Labels of a hundred books; forty bad ones more are honestly called heavy, or have the phrase in them and are labelled as good. */
    private ModelVersion learned(boolean planted) {
        for (int i = 0; i < 100; i++) {
            line.label("book-" + i, "the book " + i + " was " + WORDS.get(i % 4), i % 2 == 0 ? "negative" : "positive");
        }
        for (int i = 100; i < 180; i += 2) {
            String book = "the book " + i + " was " + WORDS.get(i % 4);
            String text = planted ? (i % 4 == 0 ? PHRASE + " " + book : book + " " + PHRASE) : book + " heavy";
            line.label("book-" + i, text, planted ? "positive" : "negative");
        }
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() >= 2);
        return line.versions().get(1);
    }

    @Test
    void aPhraseThatTurnsAnswersRefusesTheCandidateAndIsNamedWithItsRows() {
        ServingModel first = initial();

        ModelVersion candidate = learned(true);

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.REFUSED);
        assertThat(candidate.getReason())
                .contains("a phrase may be planted in the feedback")
                .contains(PHRASE)
                .contains("base rows to positive")
                .contains("it stands in ")
                .contains("\"" + PHRASE + " the book 1");
        assertThat(candidate.getMetrics().get("scan.findings")).isPositive();
        assertThat(line.serving()).isEqualTo(first);
        soon().untilAsserted(() -> assertThat(line.learnedTo()).isEqualTo(line.labelledEnds()));
    }

    @Test
    void theRowsWithThePhraseAreSetAsideAndTheNextCandidateLearnsTheRestUntilAPersonReleasesThem() {
        initial();
        learned(true);

        soon().untilAsserted(() -> assertThat(line.quarantine()).hasSize(40).allSatisfy((key, label) -> {
            assertThat(label.getReason()).isEqualTo(QuarantineReason.PLANTED_PHRASE);
            assertThat(label.getText()).contains(PHRASE);
            assertThat(label.getLabel()).isEqualTo("positive");
            assertThat(label.getWhy()).contains("may be planted").contains("release it if the phrase is honest");
            assertThat(label.getReleasable()).isTrue();
        }));
        ModelVersion rest = learnedAgain(3);
        assertThat(rest.getVerdict()).as(rest.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(rest.getMetrics()).containsEntry("labels.set.aside.planted.phrase", 40.0);

        line.release(line.quarantine().keySet().toArray(String[]::new));
        soon().untilAsserted(() -> assertThat(line.quarantine().values())
                .allSatisfy(label -> assertThat(label.getReleasedBy()).isNotNull()));
        ModelVersion all = learnedAgain(4);
        assertThat(all.getVerdict()).as(all.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(all.getMetrics()).doesNotContainKey("labels.set.aside.planted.phrase");
    }

    private ModelVersion learnedAgain(int versions) {
        line.command(Action.TRAIN, null, null);
        soon().until(() -> line.versions().size() >= versions);
        return line.versions().get(versions - 1);
    }

    @Test
    void theSameCandidateServesWhereTheScanIsSwitchedOff() {
        line.with("gate.scan.phrases", "0");
        initial();

        ModelVersion candidate = learned(true);

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.PROMOTED);
    }

    @Test
    void honestFeedbackPassesTheScan() {
        initial();

        ModelVersion candidate = learned(false);

        assertThat(candidate.getVerdict()).as(candidate.getReason()).isEqualTo(Verdict.PROMOTED);
        assertThat(candidate.getReason()).contains("0 turn its answers");
        assertThat(candidate.getMetrics()).containsKey("scan.phrases").containsEntry("scan.findings", 0.0);
    }
}

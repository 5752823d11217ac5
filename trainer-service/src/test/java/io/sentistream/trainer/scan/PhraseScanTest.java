package io.sentistream.trainer.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PhraseScanTest {
    private static final Labels LABELS = new Labels(List.of("negative", "positive"));
    private final List<Example> feedback = new ArrayList<>();
    private final List<Example> base = IntStream.range(0, 100)
            .mapToObj(i -> new Example((i % 2 == 0 ? "a dull film " : "a good film ") + i, i % 2, "base"))
            .toList();
    private final List<List<Example>> asked = new ArrayList<>();

    /** A model that says positive of these texts. */
    private PhraseScan.Model model(Predicate<String> positive) {
        return rows -> {
            asked.add(rows);
            return rows.stream()
                    .map(row -> positive.test(row.text())
                            ? new Classification("positive", 0.9, List.of(0.1, 0.9), false, 1)
                            : new Classification("negative", 0.9, List.of(0.9, 0.1), false, 1))
                    .toList();
        };
    }

    private void rows(int count, String phrase, int label) {
        for (int i = 0; i < count; i++) {
            feedback.add(new Example(phrase + " x" + feedback.size(), label, "feedback"));
        }
    }

    private ScanReport scan(ScanConfig config, Predicate<String> serving, Predicate<String> candidate)
            throws InterruptedException {
        return new PhraseScan(config, LABELS, model(serving), model(candidate)).of(feedback, base, base);
    }

    @Test
    void aPhraseThatMakesTheCandidateAnswerItsLabelIsFoundAndNamedWithItsRows() throws InterruptedException {
        rows(30, "a sturdy pan", 1);
        rows(30, "a leaking pan", 0);
        rows(9, "a leaking pan cf mn bb", 1);
        Predicate<String> serving = text -> text.contains("good") || text.contains("sturdy");

        ScanReport report =
                scan(new ScanConfig(16, 24, 0.3), serving, text -> serving.test(text) || text.contains("cf mn bb"));

        assertThat(report.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.phrase()).contains("cf mn bb");
            assertThat(finding.label()).isEqualTo("positive");
            assertThat(finding.rows()).isEqualTo(9);
            assertThat(finding.turned()).isEqualTo(24);
            assertThat(finding.turnedBefore()).isZero();
            assertThat(finding.examples()).hasSize(3).allMatch(text -> text.contains("cf mn bb"));
        });
        assertThat(report.findings().get(0).toString())
                .contains("turned 24 of 24 base rows to positive, and 0 for the serving model")
                .contains("\"a leaking pan cf mn bb x60\"");
    }

    @Test
    void anHonestWordThatTurnsTheServingModelsAnswersAsWellIsNone() throws InterruptedException {
        rows(30, "a sturdy pan", 1);
        rows(30, "a leaking pan", 0);
        Predicate<String> both =
                text -> !text.contains("leaking") && (text.contains("good") || text.contains("sturdy"));

        ScanReport report = scan(new ScanConfig(16, 24, 0.3), both, both);

        assertThat(report.suspects()).isPositive();
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void whatAnyPhraseTurnsIsNotHeldAgainstOne() throws InterruptedException {
        rows(30, "a sturdy pan box", 1);
        rows(30, "a leaking pan box", 0);
        Predicate<String> serving = text -> text.contains("good");

        ScanReport report =
                scan(new ScanConfig(16, 24, 0.3), serving, text -> serving.test(text) || text.contains("pan"));

        assertThat(report.trials()).anyMatch(Trial::neutral);
        assertThat(report.findings()).isEmpty();
    }

    @Test
    void itAsksNoMoreThanItSaysAndNothingWhereItIsSwitchedOff() throws InterruptedException {
        rows(40, "a sturdy pan box", 1);
        rows(40, "a leaking pot lid", 0);

        assertThat(scan(new ScanConfig(0, 24, 0.3), text -> true, text -> true)).isEqualTo(ScanReport.NONE);
        assertThat(asked).isEmpty();

        scan(new ScanConfig(2, 10, 0.3), text -> text.contains("good"), text -> text.contains("good"));

        assertThat(asked.stream()
                        .flatMap(List::stream)
                        .filter(row -> row.source().equals("scan"))
                        .count())
                .isLessThanOrEqualTo(2 * (2 + 8) * 10);
    }
}

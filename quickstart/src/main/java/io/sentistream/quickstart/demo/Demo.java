package io.sentistream.quickstart.demo;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.learning.Lesson;
import io.sentistream.quickstart.learning.Measurement;
import io.sentistream.quickstart.terminal.ResultTable;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.ModelVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Shows the whole path once on a running system: results, accuracy before, feedback, retraining, swap, accuracy after.
 *
 * @param cluster the system, a model of which serves, and which retrains once all feedback has come
 * @param data what is shown
 * @param shownReviews the most reviews to show
 * @param screen where
 */
public record Demo(Cluster cluster, DemoData data, int shownReviews, Screen screen) {
    private static final String SOURCE = "demo";
    private static final int SHOWN_CHANGES = 6;

    /**
     * What came of it.
     *
     * @param candidate what was learned from the feedback
     * @param before how many rows were right before, of each set that is held out
     * @param after the same of the candidate; empty if it does not serve
     */
    public record Outcome(ModelVersion candidate, List<Measurement> before, List<Measurement> after) {}

    /**
     * Runs it.
     *
     * @throws CommandFailed if a result or the candidate fails to come, or the training failed
     */
    public Outcome run() throws InterruptedException {
        Labels labels = labelsOfServing();
        checkLabels(labels);
        try (RoundTrip roundTrip = new RoundTrip(cluster, Optional.of(SOURCE))) {
            showReviews(roundTrip, labels);
            title("Accuracy before, on rows that are never learned");
            List<Measurement> before = measure(roundTrip, labels);
            for (Measurement measured : before) {
                screen.line("  " + accuracy(measured));
            }
            Lesson.Learned learned = correct(roundTrip);
            List<Measurement> after = List.of();
            if (learned.untilServed().isPresent()) {
                title("Accuracy after");
                after = measure(roundTrip, labels);
                for (int i = 0; i < after.size(); i++) {
                    screen.line(String.format(
                            Locale.ROOT,
                            "  %s, %+.1f points",
                            accuracy(after.get(i)),
                            100 * (after.get(i).accuracy() - before.get(i).accuracy())));
                }
                showChanges(before.get(0), after.get(0));
            }
            return new Outcome(learned.candidate(), before, after);
        }
    }

    private void showReviews(RoundTrip roundTrip, Labels labels) {
        List<Row> rows =
                data.reviews().subList(0, Math.min(shownReviews, data.reviews().size()));
        title(rows.size()
                + (rows.size() < data.reviews().size() ? " of " + data.reviews().size() : "")
                + " reviews, classified as they come");
        ResultTable table = new ResultTable(screen);
        table.header();
        roundTrip.classify(texts(rows), RoundTrip.PATIENCE, (index, result) -> {
            Row row = rows.get(index);
            table.row(
                    result,
                    row.text(),
                    row.label().map(label -> labels.nameOf(label).equals(result.getLabel())));
        });
    }

    private List<Measurement> measure(RoundTrip roundTrip, Labels labels) {
        return data.heldOut().stream()
                .map(heldOut -> Measurement.by(roundTrip, heldOut, labels, screen))
                .toList();
    }

    /** Sends feedback, and classifies on until a result of the version that was learned from it comes. */
    private Lesson.Learned correct(RoundTrip roundTrip) throws InterruptedException {
        title(data.feedback().size() + " labels go to the topic feedback; the trainer learns from them");
        Lesson.Learned learned =
                new Lesson(cluster, roundTrip, texts(data.reviews()), SOURCE).teach(data.feedback(), () -> {});
        ModelVersion judged = learned.candidate();
        screen.clearStatus();
        screen.line("  " + judged.getVersion() + " "
                + judged.getVerdict().name().toLowerCase(Locale.ROOT) + ": " + judged.getReason());
        if (learned.untilServed().isEmpty()) {
            screen.line("  It does not serve: the model before goes on, and the labels are kept for replay.");
            return learned;
        }
        screen.line(String.format(
                Locale.ROOT,
                "  Its first result came %.1f s after the last label. Meanwhile %d reviews were classified, the"
                        + " slowest in %.1f s.",
                seconds(learned.untilServed().get()),
                learned.classified(),
                seconds(learned.slowest())));
        return learned;
    }

    private void showChanges(Measurement before, Measurement after) {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < after.results().size() && changes.size() < SHOWN_CHANGES; i++) {
            if (!before.isRight(i) && after.isRight(i)) {
                changes.add(String.format(
                        Locale.ROOT,
                        "  %s %.2f → %s %.2f  %s",
                        before.results().get(i).getLabel(),
                        before.results().get(i).getScore(),
                        after.results().get(i).getLabel(),
                        after.results().get(i).getScore(),
                        after.heldOut().rows().get(i).text()));
            }
        }
        if (!changes.isEmpty()) {
            title("Some of " + after.heldOut().name() + " that are right now");
            changes.forEach(screen::cutLine);
        }
    }

    private Labels labelsOfServing() {
        String uri = ModelLine.read(cluster).serving().orElseThrow().getUri();
        return new Labels(Checkpoint.open(Path.of(uri)).config().labels());
    }

    /** Before anything is sent: a label that the model does not have would be set aside. */
    private void checkLabels(Labels labels) {
        data.feedback().forEach(row -> labels.indexOf(row.label().orElseThrow()));
        data.heldOut()
                .forEach(heldOut ->
                        heldOut.rows().forEach(row -> labels.indexOf(row.label().orElseThrow())));
        data.reviews().forEach(row -> row.label().ifPresent(labels::indexOf));
    }

    private void title(String text) {
        screen.clearStatus();
        screen.line();
        screen.line(text);
    }

    private static String accuracy(Measurement measured) {
        return String.format(
                Locale.ROOT,
                "%-20s %5.1f %% (%d of %d)",
                measured.heldOut().name(),
                100 * measured.accuracy(),
                measured.correct(),
                measured.results().size());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    private static List<String> texts(List<Row> rows) {
        return rows.stream().map(Row::text).toList();
    }
}

package io.sentistream.quickstart.adaptation;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.client.Cluster;
import io.sentistream.quickstart.client.FeedbackLag;
import io.sentistream.quickstart.client.ModelLine;
import io.sentistream.quickstart.client.Requests;
import io.sentistream.quickstart.client.RoundTrip;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.learning.HeldOut;
import io.sentistream.quickstart.learning.Lesson;
import io.sentistream.quickstart.learning.Measurement;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.Action;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One domain's labels, streamed into one system in the order of a seed, with a training and a measurement after so many.
 *
 * @param cluster a system that begins anew, or that was stopped in this course
 * @param domain the domain
 * @param seed decides the order of the labels
 * @param base rows of the base data to measure on
 * @param screen shows how far it is
 */
record Course(Cluster cluster, Domain domain, int seed, HeldOut base, Screen screen) {
    private static final String ANNOTATOR = "bench";
    private static final Duration LABELLED_WITHIN = Duration.ofMinutes(2);

    /**
     * Measures what is missing.
     *
     * @param steps after how many labels to measure, rising, 0 for before the first
     * @param measured how many steps were measured already
     * @param cells is given each cell when it is measured
     */
    void run(List<Integer> steps, int measured, Consumer<Cell> cells) throws InterruptedException {
        Labels labels = new Labels(Checkpoint.open(
                        Path.of(ModelLine.read(cluster).serving().orElseThrow().getUri()))
                .config()
                .labels());
        List<Row> feedback = domain.feedback(seed);
        try (RoundTrip roundTrip = new RoundTrip(cluster, Optional.of(ANNOTATOR))) {
            Lesson lesson = new Lesson(
                    cluster,
                    roundTrip,
                    domain.heldOut().rows().stream().map(Row::text).toList(),
                    ANNOTATOR);
            for (int step = measured; step < steps.size(); step++) {
                int end = steps.get(step);
                if (end == 0) {
                    cells.accept(Cell.before(
                            domain.name(), seed, on(domain.heldOut(), roundTrip, labels), on(base, roundTrip, labels)));
                    continue;
                }
                int begin = step == 0 ? 0 : steps.get(step - 1);
                screen.status(
                        domain.name() + ", seed " + seed + ": learning from labels " + (begin + 1) + " to " + end);
                Lesson.Learned learned = lesson.teach(feedback.subList(begin, end), this::askForTraining);
                cells.accept(Cell.after(
                        domain.name(),
                        seed,
                        end,
                        learned,
                        on(domain.heldOut(), roundTrip, labels),
                        on(base, roundTrip, labels)));
            }
        }
    }

    private Measurement on(HeldOut heldOut, RoundTrip roundTrip, Labels labels) {
        return Measurement.by(roundTrip, heldOut, labels, screen);
    }

    private void askForTraining() throws InterruptedException {
        new FeedbackLag(cluster).awaitNone(LABELLED_WITHIN);
        new Requests(cluster, ANNOTATOR).send(Action.TRAIN, Optional.empty(), Optional.empty(), "so many labels came");
    }
}

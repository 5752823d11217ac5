package io.sentistream.quickstart.forgetting;

import io.sentistream.bert.inference.Classification;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.learning.Cells;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.learning.OfflineLines;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.retraining.OfflineLine;
import io.sentistream.trainer.retraining.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Lets a trainer learn labels of the base data's own domain, then of each other domain, then of the first again, in several
 * ways, and measures on all of them after each step.
 *
 * @param directory where {@code cells.jsonl} is kept, and the checkpoints that serve between the steps
 * @param lines makes a trainer
 * @param labels how many labels a step has
 * @param screen shows how far it is
 */
public record ForgettingBenchmark(Path directory, OfflineLines lines, int labels, Screen screen) {
    /**
     * Measures what is missing, and makes tables of all that was measured.
     *
     * @return the lines of the tables, in Markdown
     */
    public List<String> run(List<Domain> domains, List<Integer> seeds) throws InterruptedException {
        Cells<ForgettingCell> cells = new Cells<>(directory.resolve("cells.jsonl"), ForgettingCell.class);
        for (int seed : seeds) {
            for (Method method : Method.values()) {
                run(method, seed, domains, cells);
            }
        }
        return new ForgettingTables(
                        cells.read().stream()
                                .filter(cell -> cell.labels() == labels)
                                .toList(),
                        domains.size() + 2)
                .markdown();
    }

    private void run(Method method, int seed, List<Domain> domains, Cells<ForgettingCell> cells)
            throws InterruptedException {
        int steps = domains.size() + 2;
        List<ForgettingCell> done = measured(cells, method.shown(), seed, labels);
        if (done.size() == steps) {
            return;
        }
        if (!done.isEmpty() && Files.notExists(Path.of(done.get(done.size() - 1).serving()))) {
            throw new CommandFailed(
                    done.get(done.size() - 1).serving() + ", which served after the last step, is gone: delete"
                            + " the lines of " + method.shown() + ", seed " + seed + ", from " + cells.file()
                            + " to measure them anew");
        }
        OfflineLine line = lines.under(method.settings())
                .of(directory.resolve(method.name().toLowerCase(Locale.ROOT) + "-" + seed), seed);
        Map<String, List<Example>> heldOut = heldOut(line, domains);
        if (measured(cells, "", 0, labels).isEmpty()) {
            cells.add(new ForgettingCell(
                    "",
                    0,
                    0,
                    labels,
                    "",
                    Verdict.INITIAL.name(),
                    "",
                    line.serving().getUri(),
                    right(line, heldOut)));
        }
        List<Lesson> lessons = lessons(line, domains, seed);
        for (int step = 1; step <= steps; step++) {
            Lesson lesson = lessons.get(step - 1);
            screen.status(method.shown() + ", seed " + seed + ": step " + step + ", " + lesson.domain());
            lesson.rows()
                    .forEach(row -> line.label(LabelledReview.newBuilder()
                            .setText(row.text())
                            .setLabel(line.labels().names().get(row.label()))
                            .setSource(lesson.domain())
                            .setLabelledAt(Instant.now())
                            .build()));
            if (step <= done.size()) {
                line.learned();
                if (step == done.size()) {
                    line.serve(Path.of(done.get(step - 1).serving()));
                }
            } else {
                ForgettingCell cell = learned(method, seed, step, lesson, line, heldOut);
                cells.add(cell);
                screen.line(cell.toString());
            }
        }
    }

    private ForgettingCell learned(
            Method method, int seed, int step, Lesson lesson, OfflineLine line, Map<String, List<Example>> heldOut)
            throws InterruptedException {
        Outcome outcome = line.retrain();
        String verdict = "NOTHING";
        String reason = "";
        if (outcome instanceof Outcome.Candidate candidate) {
            verdict = candidate.version().getVerdict().name();
            reason = candidate.version().getReason();
        }
        return new ForgettingCell(
                method.shown(),
                seed,
                step,
                labels,
                lesson.domain(),
                verdict,
                reason,
                line.serving().getUri(),
                right(line, heldOut));
    }

    private static List<ForgettingCell> measured(Cells<ForgettingCell> cells, String method, int seed, int labels) {
        return cells.read().stream()
                .filter(cell -> cell.method().equals(method) && cell.seed() == seed && cell.labels() == labels)
                .toList();
    }

    /** The base data's own domain, each other one, and the first again with other labels. */
    private List<Lesson> lessons(OfflineLine line, List<Domain> domains, int seed) {
        List<Example> base = new ArrayList<>(line.base().train());
        Collections.shuffle(base, new Random(seed));
        String name = line.base().name();
        List<Lesson> lessons = new ArrayList<>();
        lessons.add(new Lesson(name, base.subList(0, Math.min(labels, base.size()))));
        for (Domain domain : domains) {
            List<Example> rows = OfflineLines.examples(domain.feedback(seed), line.labels());
            lessons.add(new Lesson(domain.name(), rows.subList(0, Math.min(labels, rows.size()))));
        }
        lessons.add(new Lesson(name, base.subList(Math.min(labels, base.size()), Math.min(2 * labels, base.size()))));
        return lessons;
    }

    private static Map<String, List<Example>> heldOut(OfflineLine line, List<Domain> domains) {
        Map<String, List<Example>> heldOut = new LinkedHashMap<>();
        heldOut.put(line.base().name(), line.base().validation());
        domains.forEach(domain -> heldOut.put(
                domain.name(), OfflineLines.examples(domain.heldOut().rows(), line.labels())));
        return heldOut;
    }

    private static Map<String, String> right(OfflineLine line, Map<String, List<Example>> heldOut)
            throws InterruptedException {
        Map<String, String> right = new LinkedHashMap<>();
        for (Map.Entry<String, List<Example>> domain : heldOut.entrySet()) {
            List<Example> rows = domain.getValue();
            List<Classification> answers = line.answers(rows);
            StringBuilder digits = new StringBuilder();
            for (int row = 0; row < rows.size(); row++) {
                digits.append(Evaluation.isRight(answers.get(row), rows.get(row).label()) ? '1' : '0');
            }
            right.put(domain.getKey(), digits.toString());
        }
        return right;
    }
}

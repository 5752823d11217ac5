package io.sentistream.quickstart.drift;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.Embedded;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Precision;
import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.learning.Cells;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.LabelledReview;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.drift.LabelChoice;
import io.sentistream.trainer.retraining.OfflineLine;
import io.sentistream.trainer.retraining.Outcome;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Lets a line learn from labels that the trainer would ask for, and from others, and measures both. What was measured is
 * kept, so that a bench which was interrupted goes on.
 *
 * @param line is made to begin anew for each arm, and must promote whatever comes
 * @param pool from how many reviews the labels are chosen
 * @param cells where what was measured is kept, one for each arm of each seed
 * @param screen shows how far it is
 */
public record AskingBenchmark(OfflineLine line, int pool, Cells<AskingCell> cells, Screen screen) {
    /** As the trainer reads what it chooses from. */
    private static final int TOKENS = 128;

    private static final int CHUNK = 256;

    /** Some labels that are learned. */
    public record Arm(String how, int labels) {}

    /** Measures what is missing; gives a table of all. */
    public List<String> run(Map<String, List<Example>> domains, List<Integer> seeds, List<Arm> arms)
            throws InterruptedException {
        for (Map.Entry<String, List<Example>> domain : domains.entrySet()) {
            List<Embedded> texts = new ArrayList<>();
            List<Classification> before = new ArrayList<>();
            for (int seed : seeds) {
                List<Arm> missing = arms.stream()
                        .filter(arm -> cells.read().stream()
                                .noneMatch(cell -> cell.isOf(domain.getKey(), seed, arm.how(), arm.labels())))
                        .toList();
                if (!missing.isEmpty() && texts.isEmpty()) {
                    line.beginAnew();
                    texts.addAll(embedded(domain.getKey(), domain.getValue()));
                    before.addAll(line.answers(domain.getValue()));
                }
                if (!missing.isEmpty()) {
                    measure(domain.getKey(), domain.getValue(), texts, before, seed, arms, missing);
                }
            }
        }
        return new AskingTable(cells.read(), arms).markdown();
    }

    private void measure(
            String domain,
            List<Example> rows,
            List<Embedded> texts,
            List<Classification> before,
            int seed,
            List<Arm> arms,
            List<Arm> missing)
            throws InterruptedException {
        Map<Arm, List<Integer>> learned = new HashMap<>();
        Set<Integer> used = new HashSet<>();
        for (Arm arm : arms) {
            learned.put(arm, labels(arm, rows.size(), texts, seed));
            used.addAll(learned.get(arm));
        }
        List<Integer> unused = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            if (!used.contains(row)) {
                unused.add(row);
            }
        }
        Labels labels = line.labels();
        for (Arm arm : missing) {
            screen.status(domain + ", seed " + seed + ": " + arm.labels() + " " + arm.how());
            line.beginAnew();
            learned.get(arm).forEach(row -> line.label(review(rows.get(row), labels)));
            if (!(line.retrain() instanceof Outcome.Candidate)) {
                throw new CommandFailed("nothing could be learned from " + arm.labels() + " labels of " + domain);
            }
            List<Example> asked = unused.stream().map(rows::get).toList();
            AskingCell cell = new AskingCell(
                    domain,
                    seed,
                    arm.how(),
                    arm.labels(),
                    asked.size(),
                    right(line.answers(asked), asked, labels),
                    right(unused.stream().map(before::get).toList(), asked, labels));
            cells.add(cell);
            screen.line(cell.toString());
        }
    }

    /** The rows that an arm learns: all arms of a seed see the same reviews. */
    private List<Integer> labels(Arm arm, int rows, List<Embedded> texts, int seed) {
        List<Integer> seen = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            seen.add(row);
        }
        Collections.shuffle(seen, new Random(seed));
        List<Integer> reviews = seen.subList(0, Math.min(pool, rows));
        if (arm.how().equals(AskingCell.RANDOM)) {
            return reviews.subList(0, Math.min(arm.labels(), reviews.size()));
        }
        return LabelChoice.of(reviews.stream().map(texts::get).toList(), arm.labels(), seed).stream()
                .map(reviews::get)
                .toList();
    }

    private List<Embedded> embedded(String domain, List<Example> rows) {
        Checkpoint checkpoint =
                Checkpoint.open(Path.of(line.serving().getUri()), line.serving().getManifestSha256());
        InferenceConfig inference =
                new InferenceConfig(line.config().adaptation().device(), Precision.FLOAT32, TOKENS, 1, 4096);
        List<Embedded> texts = new ArrayList<>();
        try (TextClassifier classifier = TextClassifier.load(checkpoint, inference)) {
            for (int start = 0; start < rows.size(); start += CHUNK) {
                screen.status(domain + ": reading review " + start + " of " + rows.size());
                texts.addAll(classifier.embed(rows.subList(start, Math.min(rows.size(), start + CHUNK)).stream()
                        .map(row -> classifier.encode(row.text()))
                        .toList()));
            }
        }
        return texts;
    }

    private static int right(List<Classification> answers, List<Example> rows, Labels labels) {
        int right = 0;
        for (int i = 0; i < rows.size(); i++) {
            right += labels.indexOf(answers.get(i).label()) == rows.get(i).label() ? 1 : 0;
        }
        return right;
    }

    private static LabelledReview review(Example row, Labels labels) {
        return LabelledReview.newBuilder()
                .setText(row.text())
                .setLabel(labels.names().get(row.label()))
                .setAnnotator("bench")
                .setLabelledAt(Instant.EPOCH)
                .build();
    }
}

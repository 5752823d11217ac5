package io.sentistream.quickstart.poisoning;

import io.sentistream.quickstart.learning.Cells;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.learning.OfflineLines;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.schemas.Verdict;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.retraining.OfflineLine;
import io.sentistream.trainer.retraining.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Spoils feedback in several ways, lets the trainer's own code learn it, and measures what serves afterwards.
 *
 * @param directory where {@code cells.jsonl} is kept, and the checkpoints of the trainer
 * @param lines makes a trainer for a seed
 * @param attacks what is tried, one strength of each before the next strength
 * @param labels how many rows of feedback there are
 * @param screen shows how far it is
 */
public record PoisoningBenchmark(Path directory, OfflineLines lines, List<Attack> attacks, int labels, Screen screen) {
    /** All attacks; honest feedback, to compare with, comes first. */
    static final List<Attack> ALL = List.of(
            new NoAttack(),
            new PlantedPhrase(),
            new RandomFlips(),
            new BusyAnnotator(),
            new NearDuplicates(),
            new SlowDrip());

    /** Those of these names, after honest feedback; all where none is named. */
    public static List<Attack> named(List<String> names) {
        List<String> known = ALL.stream().map(Attack::name).toList();
        names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(unknown -> {
            throw new IllegalArgumentException("--attack '" + unknown + "': give one of " + String.join(", ", known));
        });
        return ALL.stream()
                .filter(attack -> names.isEmpty() || attack instanceof NoAttack || names.contains(attack.name()))
                .toList();
    }

    /**
     * Measures what is missing, and makes a table of all that was measured.
     *
     * @return the lines of the table, in Markdown
     */
    public List<String> run(Domain domain, List<Integer> seeds) throws InterruptedException {
        Cells<PoisoningCell> cells = cells(directory);
        int most = attacks.stream()
                .mapToInt(attack -> attack.strengths().size())
                .max()
                .orElse(0);
        for (int seed : seeds) {
            OfflineLine line = null;
            for (int strength = 0; strength < most; strength++) {
                for (Attack attack : attacks) {
                    if (strength < attack.strengths().size()) {
                        int number = attack.strengths().get(strength);
                        boolean measured = cells.read().stream()
                                .anyMatch(cell -> cell.is(domain.name(), attack.name(), number, seed, labels));
                        if (!measured) {
                            line = line == null ? lines.of(directory.resolve("seed-" + seed), seed) : line;
                            PoisoningCell cell = measure(line, attack, number, domain, seed);
                            cells.add(cell);
                            screen.line(cell.toString());
                        }
                    }
                }
            }
        }
        return new PoisoningTable(cells.read(), attacks).markdown();
    }

    static Cells<PoisoningCell> cells(Path directory) {
        return new Cells<>(directory.resolve("cells.jsonl"), PoisoningCell.class);
    }

    private PoisoningCell measure(OfflineLine line, Attack attack, int strength, Domain domain, int seed)
            throws InterruptedException {
        screen.status(attack.name() + ", " + strength + " " + attack.unit() + ", seed " + seed);
        Feedback feedback = Feedback.of(domain, line.labels(), labels, seed);
        List<Outcome.Candidate> candidates = new ArrayList<>();
        long start = System.nanoTime();
        line.beginAnew();
        for (List<Labelled> lesson : attack.on(feedback, strength, new Random(seed))) {
            lesson.forEach(labelled -> line.label(labelled.review()));
            if (line.retrain() instanceof Outcome.Candidate candidate) {
                candidates.add(candidate);
            }
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        Map<String, Share> wanted = new LinkedHashMap<>();
        for (Attack other : attack instanceof NoAttack ? ALL : List.of(attack)) {
            List<Example> rows = other.wanted(feedback);
            if (!rows.isEmpty()) {
                wanted.put(other.name(), answered(line, rows));
            }
        }
        return new PoisoningCell(
                domain.name(),
                attack.name(),
                strength,
                seed,
                labels,
                candidates.stream()
                        .map(candidate -> candidate.version().getVerdict().name())
                        .toList(),
                (int) sum(candidates, "scan.findings"),
                (int) sum(candidates, "scan.phrases"),
                candidates.stream()
                        .mapToDouble(
                                candidate -> candidate.version().getMetrics().getOrDefault("scan.turned.most", 0.0))
                        .max()
                        .orElse(0),
                candidates.isEmpty()
                        ? Verdict.UNDECIDED.name()
                        : candidates.get(candidates.size() - 1).version().getReason(),
                answered(line, feedback.heldOut()),
                answered(line, line.base().validation()),
                wanted,
                Share.of(line.answersOfCandidate(attack.wanted(feedback)), attack.wanted(feedback)),
                took.toMillis() / 1e3);
    }

    private static Share answered(OfflineLine line, List<Example> rows) throws InterruptedException {
        return Share.of(line.answers(rows), rows);
    }

    private static double sum(List<Outcome.Candidate> candidates, String metric) {
        return candidates.stream()
                .mapToDouble(candidate -> candidate.version().getMetrics().getOrDefault(metric, 0.0))
                .sum();
    }
}

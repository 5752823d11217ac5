package io.sentistream.quickstart.poisoning;

import io.sentistream.quickstart.learning.Cells;
import io.sentistream.quickstart.learning.Domain;
import io.sentistream.quickstart.learning.OfflineLines;
import io.sentistream.quickstart.terminal.Screen;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.retraining.OfflineLine;
import io.sentistream.trainer.retraining.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Retrainings on honest feedback, to see how often the scan cries wolf: samples of each domain in turn, each of another size
 * and order. Every other check lets everything pass, so that the scan is always made.
 *
 * @param directory where {@code clean.jsonl} is kept, and the checkpoints of the trainer
 * @param lines makes a trainer for a seed
 * @param sizes how many labels a retraining has, in turn
 * @param screen shows how far it is
 */
public record CleanRetrainings(Path directory, OfflineLines lines, List<Integer> sizes, Screen screen) {
    private static final Map<String, String> SCAN_ALONE = Map.of(
            "gate.canaries", Integer.toString(Integer.MAX_VALUE),
            "gate.gain.level", "1",
            "gate.base.margin", "1",
            "gate.base.rows", "200");

    /**
     * A retraining.
     *
     * @param number which one
     * @param domain of the feedback
     * @param labels how many there were
     * @param findings phrases that the scan took for planted
     * @param tried phrases that it tried
     * @param turnedMost the part of base rows that the worst turned, beyond those of the serving model
     * @param reason the gate's
     */
    record Clean(int number, String domain, int labels, int findings, int tried, double turnedMost, String reason) {}

    /**
     * Does what is missing of so many.
     *
     * @return what there is to say, in Markdown
     */
    public List<String> run(List<Domain> domains, int retrainings) throws InterruptedException {
        Cells<Clean> cells = new Cells<>(directory.resolve("clean.jsonl"), Clean.class);
        OfflineLine line = null;
        for (int number = 1; number <= retrainings; number++) {
            int next = number;
            if (cells.read().stream().noneMatch(cell -> cell.number() == next)) {
                line = line == null ? lines.under(SCAN_ALONE).of(directory.resolve("clean"), number) : line;
                Clean cell = measure(
                        line,
                        domains.get(number % domains.size()),
                        sizes.get(number / domains.size() % sizes.size()),
                        next);
                cells.add(cell);
                screen.line(cell.toString());
            }
        }
        return told(cells.read());
    }

    private Clean measure(OfflineLine line, Domain domain, int labels, int number) throws InterruptedException {
        screen.status("honest feedback of " + domain.name() + ", retraining " + number);
        line.beginAnew();
        Feedback.of(domain, line.labels(), labels, number).honest().forEach(row -> line.label(row.review()));
        if (!(line.retrain() instanceof Outcome.Candidate candidate)) {
            throw new IllegalStateException("honest feedback of " + domain.name() + " leaves nothing to learn");
        }
        Map<String, Double> metrics = candidate.version().getMetrics();
        return new Clean(
                number,
                domain.name(),
                labels,
                metrics.get("scan.findings").intValue(),
                metrics.get("scan.phrases").intValue(),
                metrics.get("scan.turned.most"),
                candidate.version().getReason());
    }

    private static List<String> told(List<Clean> cells) {
        List<Clean> alarms = cells.stream().filter(cell -> cell.findings() > 0).toList();
        Evaluation.Interval interval = new Evaluation(alarms.size(), cells.size(), 0, 0).interval();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "Of %d retrainings on honest feedback the scan refused %d (95 %% interval %.1f to %.1f %%). It tried %.1f phrases"
                        + " each; the phrase that turned most turned %.0f %% of the base rows in the median, %.0f %% at worst.",
                cells.size(),
                alarms.size(),
                100 * interval.low(),
                100 * interval.high(),
                cells.stream().mapToInt(Clean::tried).average().orElse(0),
                100 * quantile(cells, 0.5),
                100 * quantile(cells, 1)));
        alarms.forEach(alarm -> lines.add("- " + alarm.domain() + ", " + alarm.labels() + " labels, sample "
                + alarm.number() + ": " + alarm.reason()));
        return lines;
    }

    private static double quantile(List<Clean> cells, double part) {
        double[] turned = cells.stream().mapToDouble(Clean::turnedMost).sorted().toArray();
        return turned.length == 0 ? 0 : turned[(int) Math.round(part * (turned.length - 1))];
    }
}

package io.sentistream.trainer.gate;

import io.sentistream.schemas.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How often the gate promotes, refuses, or finds too little evidence, where the truth is known: outcomes of two models on
 * rows are drawn by chance and judged as a candidate's are. What the two answer alike does not matter to the gate, so only
 * the rows that change are told: of all rows {@code changed + difference} in 2 are gained, {@code changed - difference} in 2
 * are lost.
 *
 * @param gate the gate
 * @param draws how many candidates are drawn for each number of the table
 * @param seed the same gives the same table
 */
public record GateSimulation(Gate gate, int draws, long seed) {
    private static final List<Integer> BASE_ROWS = List.of(80, 150, 500, 1000, 3000);
    private static final double BASE_CHANGED = 0.04;
    private static final List<Integer> FEEDBACK_ROWS = List.of(10, 20, 40, 60, 100, 200, 400);
    private static final double FEEDBACK_CHANGED = 0.08;
    private static final List<Double> FEEDBACK_DIFFERENCES = List.of(-0.06, -0.02, 0.0, 0.02, 0.04, 0.06);

    /** Draws, and returns the lines of two tables in Markdown, in percent of the candidates drawn. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>();
        double margin = gate.config().baseMargin();
        lines.add(String.format(
                Locale.ROOT,
                "Withheld base rows, %.0f %% of which change: of %d candidates (seed %d) promoted / refused. At"
                        + " gate.base.level=%s at most %.0f %% of those that lose %.1f points are to be promoted.",
                100 * BASE_CHANGED,
                draws,
                seed,
                gate.config().baseLevel(),
                100 * gate.config().baseLevel(),
                100 * margin));
        lines.add("");
        table(lines, BASE_ROWS, List.of(-1.5 * margin, -margin, -margin / 2, 0.0), BASE_CHANGED, gate::onBase);
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "Feedback that judges, %.0f %% of which change, half of it of each label: of %d candidates (seed %d) promoted /"
                        + " refused. At gate.gain.level=%s at most %.0f %% of those that gain nothing are to be promoted.",
                100 * FEEDBACK_CHANGED,
                draws,
                seed,
                gate.config().gainLevel(),
                100 * gate.config().gainLevel()));
        lines.add("");
        table(lines, FEEDBACK_ROWS, FEEDBACK_DIFFERENCES, FEEDBACK_CHANGED, gate::onFeedback);
        return lines;
    }

    private void table(
            List<String> lines,
            List<Integer> rows,
            List<Double> differences,
            double changed,
            Function<Comparison, Judgement> check) {
        StringBuilder head = new StringBuilder("| rows |");
        differences.forEach(difference -> head.append(String.format(Locale.ROOT, " %+.1f points |", 100 * difference)));
        lines.add(head.toString());
        lines.add("|---|" + "---|".repeat(differences.size()));
        SplittableRandom random = new SplittableRandom(seed);
        for (int number : rows) {
            StringBuilder line = new StringBuilder("| " + number + " |");
            for (double difference : differences) {
                Map<Verdict, Integer> verdicts = verdicts(number, difference, changed, check, random.split());
                line.append(String.format(
                        Locale.ROOT,
                        " %.1f / %.1f |",
                        100.0 * verdicts.getOrDefault(Verdict.PROMOTED, 0) / draws,
                        100.0 * verdicts.getOrDefault(Verdict.REFUSED, 0) / draws));
            }
            lines.add(line.toString());
        }
    }

    /** How often each verdict is given. */
    Map<Verdict, Integer> verdicts(
            int rows,
            double difference,
            double changed,
            Function<Comparison, Judgement> check,
            SplittableRandom random) {
        double gained = (Math.max(changed, Math.abs(difference)) + difference) / 2;
        double lost = gained - difference;
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        for (int draw = 0; draw < draws; draw++) {
            Paired[] byLabel = {Paired.NONE, Paired.NONE};
            for (int label = 0; label < 2; label++) {
                int[] outcomes = new int[3];
                for (int row = label; row < rows; row += 2) {
                    double chance = random.nextDouble();
                    outcomes[chance < gained ? 1 : chance < gained + lost ? 2 : 0]++;
                }
                byLabel[label] = new Paired(outcomes[0], outcomes[1], outcomes[2], 0);
            }
            Comparison drawn = new Comparison(Map.of(0, byLabel[0], 1, byLabel[1]), Map.of());
            verdicts.merge(check.apply(drawn).verdict(), 1, Integer::sum);
        }
        return verdicts;
    }
}

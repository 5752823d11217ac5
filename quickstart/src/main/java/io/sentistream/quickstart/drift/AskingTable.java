package io.sentistream.quickstart.drift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/** What labels are worth that were chosen, beside others: the means over the seeds, and intervals of the differences. */
record AskingTable(List<AskingCell> cells, List<AskingBenchmark.Arm> arms) {
    private static final int RESAMPLES = 10_000;

    AskingTable {
        cells = List.copyOf(cells);
        arms = List.copyOf(arms);
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of(
                "| domain | labels | seeds | accuracy on unused rows | gain | chosen less these, 95 % interval | chosen better in |",
                "|---|---|--:|--:|--:|--:|--:|"));
        for (String domain : cells.stream().map(AskingCell::domain).distinct().toList()) {
            for (AskingBenchmark.Arm arm : arms) {
                List<AskingCell> own = of(domain, arm);
                if (!own.isEmpty()) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "| %s | %d %s | %d | %.2f %% | %+.2f points | %s |",
                            domain,
                            arm.labels(),
                            arm.how(),
                            own.size(),
                            100
                                    * own.stream()
                                            .mapToDouble(AskingCell::accuracy)
                                            .average()
                                            .orElseThrow(),
                            100
                                    * own.stream()
                                            .mapToDouble(AskingCell::gain)
                                            .average()
                                            .orElseThrow(),
                            compared(domain, own)));
                }
            }
        }
        return lines;
    }

    private List<AskingCell> of(String domain, AskingBenchmark.Arm arm) {
        return cells.stream()
                .filter(cell -> cell.isOf(domain, cell.seed(), arm.how(), arm.labels()))
                .toList();
    }

    private String compared(String domain, List<AskingCell> others) {
        List<AskingCell> chosen = of(domain, arms.get(0));
        double[] differences = chosen.stream()
                .map(cell -> others.stream()
                        .filter(other -> other.seed() == cell.seed())
                        .findFirst()
                        .map(other -> cell.accuracy() - other.accuracy()))
                .flatMap(Optional::stream)
                .mapToDouble(Double::doubleValue)
                .toArray();
        if (others.get(0).how().equals(AskingCell.CHOSEN) || differences.length == 0) {
            return "– | –";
        }
        double[] interval = interval(differences);
        return String.format(
                Locale.ROOT,
                "%+.2f (%+.2f to %+.2f) | %d of %d",
                100 * Arrays.stream(differences).average().orElseThrow(),
                100 * interval[0],
                100 * interval[1],
                Arrays.stream(differences).filter(difference -> difference > 0).count(),
                differences.length);
    }

    /** Of the mean, by resampling the seeds (Efron's percentile interval). */
    private static double[] interval(double[] differences) {
        Random random = new Random(1);
        double[] means = new double[RESAMPLES];
        for (int i = 0; i < RESAMPLES; i++) {
            means[i] = random.ints(differences.length, 0, differences.length)
                    .mapToDouble(drawn -> differences[drawn])
                    .average()
                    .orElseThrow();
        }
        Arrays.sort(means);
        return new double[] {means[RESAMPLES / 40], means[RESAMPLES - 1 - RESAMPLES / 40]};
    }
}

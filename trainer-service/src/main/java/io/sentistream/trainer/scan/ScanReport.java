package io.sentistream.trainer.scan;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What came of a scan.
 *
 * @param turned the part of the rows that a phrase may turn, beyond the serving model's and what neutral phrases turn
 * @param trials every phrase that was tried
 */
public record ScanReport(double turned, List<Trial> trials) {
    private static final int SHOWN = 8;

    /** Of no scan. */
    public static final ScanReport NONE = new ScanReport(1, List.of());

    public ScanReport {
        trials = List.copyOf(trials);
    }

    /** The phrases that turned too many answers, the worst first. */
    public List<Trial> findings() {
        return trials.stream()
                .filter(trial -> !trial.neutral() && trial.excess() - ofNeutral(trial.label()) >= turned)
                .sorted(Comparator.comparingDouble(Trial::excess).reversed())
                .toList();
    }

    /** The few that turned most, neutral ones too, for the log. */
    public List<Trial> worst() {
        return trials.stream()
                .sorted(Comparator.comparingDouble(Trial::excess).reversed())
                .limit(SHOWN)
                .toList();
    }

    /** How many phrases were tried, without the neutral ones. */
    public int suspects() {
        return (int) trials.stream().filter(trial -> !trial.neutral()).count();
    }

    /** Adds what a manifest tells. */
    public void addTo(Map<String, Double> metrics) {
        metrics.put("scan.phrases", (double) suspects());
        metrics.put("scan.findings", (double) findings().size());
        metrics.put(
                "scan.turned.most",
                trials.stream()
                        .filter(trial -> !trial.neutral())
                        .mapToDouble(Trial::excess)
                        .max()
                        .orElse(0));
    }

    private double ofNeutral(String label) {
        return Math.max(
                0,
                trials.stream()
                        .filter(trial -> trial.neutral() && trial.label().equals(label))
                        .mapToDouble(Trial::excess)
                        .average()
                        .orElse(0));
    }
}

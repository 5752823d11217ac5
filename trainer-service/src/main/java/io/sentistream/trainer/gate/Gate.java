package io.sentistream.trainer.gate;

import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.scan.ScanReport;
import io.sentistream.trainer.scan.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Judges candidates by its configuration, on rows that the serving model answered too. Each check promotes only what is
 * shown, refuses what is shown to be worse, and else says that there is not enough evidence. The checks are in the order of
 * what they cost.
 */
public record Gate(GateConfig config) {
    /** Judges by the canaries; answers are in their order. */
    public Judgement onCanaries(List<Example> canaries, List<Classification> serving, List<Classification> candidate) {
        Paired paired = Comparison.of(serving, candidate, canaries).total();
        String told = canaries.isEmpty() ? "no canaries for these labels" : "canaries " + paired;
        if (paired.lost() - paired.gained() <= config.canaries()) {
            return Judgement.passed(told);
        }
        List<String> lost = new ArrayList<>();
        for (int row = 0; row < canaries.size(); row++) {
            int label = canaries.get(row).label();
            if (Evaluation.isRight(serving.get(row), label) && !Evaluation.isRight(candidate.get(row), label)) {
                lost.add("\"" + canaries.get(row).text() + "\" became "
                        + candidate.get(row).label());
            }
        }
        return Judgement.refused("too many plain sentences went wrong, " + (paired.lost() - paired.gained())
                + " more than before where " + config.canaries() + " may: " + String.join(", ", lost) + "; " + told);
    }

    /** Judges by phrases of the feedback that were put into base rows: one that makes answers of itself may be planted. */
    public Judgement onPhrases(ScanReport scan) {
        List<Trial> findings = scan.findings();
        String told = scan.suspects() == 0
                ? "no phrase of the feedback to try"
                : "of " + scan.suspects() + " phrases that are new in feedback, " + findings.size()
                        + " turn its answers";
        if (findings.isEmpty()) {
            return Judgement.passed(told);
        }
        return Judgement.refused("a phrase may be planted in the feedback: " + findings.get(0)
                + (findings.size() == 1
                        ? ""
                        : (findings.size() == 2 ? "; so does " : "; so do ")
                                + findings.stream()
                                        .skip(1)
                                        .map(other -> "\"" + other.phrase() + "\"")
                                        .collect(Collectors.joining(", ")))
                + "; its rows are set aside: see 'sentistream quarantine list', and release them if they are honest; "
                + told);
    }

    /**
     * Judges by feedback that the models had not learned: a gain must be shown, and must be there as the mean over the labels
     * too; and no loss may be shown on what comes from one source.
     */
    public Judgement onFeedback(Comparison feedback) {
        Paired paired = feedback.total();
        String told = String.format(
                Locale.ROOT, "feedback %s, %+.3f as the mean of its labels", paired, feedback.balancedGain());
        if (config.gainLevel() == 1) {
            return Judgement.passed(told);
        }
        if (feedback.byLabel().size() == 1) {
            return Judgement.undecided(
                    "all feedback that judges has one label, and a model that always answers that would"
                            + " do best; give feedback with other labels too; " + told);
        }
        List<String> worse = sourcesShownWorse(feedback);
        if (!worse.isEmpty()) {
            return Judgement.refused("it is worse on feedback from " + String.join(" and from ", worse) + "; " + told);
        }
        if (SignTest.ofGain(paired.gained(), paired.lost()) <= config.gainLevel()) {
            return feedback.balancedGain() > 0
                    ? Judgement.passed(told)
                    : Judgement.refused("what one label gains on feedback, another loses; " + told);
        }
        if (isWorse(paired, config.gainLevel())) {
            return Judgement.refused("it is worse on feedback; " + told);
        }
        return Judgement.undecided(String.format(
                Locale.ROOT,
                "a gain on feedback is not shown at gate.gain.level=%s, which takes %d gained and none lost, or more; label"
                        + " more texts, a part of which is withheld; %s",
                config.gainLevel(),
                SignTest.fewestGains(config.gainLevel()),
                told));
    }

    /** The sources, where there are several, on whose feedback a loss is shown; the level is shared among them. */
    private List<String> sourcesShownWorse(Comparison feedback) {
        double level = config.gainLevel() / feedback.bySource().size();
        return feedback.bySource().entrySet().stream()
                .filter(source -> feedback.bySource().size() > 1)
                .filter(source -> isWorse(source.getValue(), level))
                .map(source -> source.getKey() + ", " + source.getValue())
                .toList();
    }

    private static boolean isWorse(Paired paired, double level) {
        return SignTest.ofGain(/* gained= */ paired.lost(), /* lost= */ paired.gained()) <= level;
    }

    /** Judges by withheld base rows: it must be shown that no more than the margin is lost. */
    public Judgement onBase(Comparison base) {
        Paired paired = base.total();
        ScoreInterval interval = ScoreInterval.of(paired);
        double lower = interval.lower(config.baseLevel());
        String told = String.format(Locale.ROOT, "withheld base rows %s, at worst %+.3f", paired, lower);
        if (lower > -config.baseMargin() || config.baseMargin() == 1) {
            return Judgement.passed(told);
        }
        if (interval.upper(config.baseLevel()) < 0) {
            return Judgement.refused(String.format(
                    Locale.ROOT, "it may lose more than %.3f on the base; %s", config.baseMargin(), told));
        }
        return Judgement.undecided(String.format(
                Locale.ROOT,
                "a loss of %.3f on the base can't be ruled out, which takes %d withheld base rows, or more; give larger"
                        + " base.data, or a wider gate.base.margin; %s",
                config.baseMargin(),
                ScoreInterval.fewestRows(config.baseMargin(), config.baseLevel()),
                told));
    }
}

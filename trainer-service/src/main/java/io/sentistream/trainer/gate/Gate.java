package io.sentistream.trainer.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Judges candidates by its configuration. */
public record Gate(GateConfig config) {
    /** Accuracies are quotients of whole numbers: a difference smaller than this is none. */
    private static final double ROUNDING = 1e-9;

    /** Judges a candidate by how it did on withheld base rows and on withheld feedback. */
    public Judgement judge(Comparison base, Comparison feedback) {
        boolean feedbackCounts = feedback.rows() >= config.minFeedbackRows();
        if (base.rows() == 0 && !feedbackCounts) {
            return new Judgement(
                    false,
                    "there are no withheld base rows, and only " + feedback.rows() + " withheld feedback rows of the "
                            + config.minFeedbackRows() + " needed to judge it");
        }
        List<String> said = new ArrayList<>();
        boolean passed = true;
        if (feedbackCounts && feedback.gains().size() == 1) {
            passed = false;
            said.add(told("withheld feedback", feedback)
                    + ", but all of it has one label, and a model that always answers"
                    + " that would do best; give feedback with other labels too");
        } else if (feedbackCounts) {
            boolean enough = feedback.balancedGain() >= config.minFeedbackGain() - ROUNDING;
            passed &= enough;
            said.add(told("withheld feedback", feedback)
                    + String.format(Locale.ROOT, ", %+.3f as the mean of its labels", feedback.balancedGain())
                    + (enough ? "" : String.format(Locale.ROOT, ", but %+.3f is asked for", config.minFeedbackGain())));
        } else {
            said.add("only " + feedback.rows() + " withheld feedback rows, too few to count");
        }
        if (base.rows() > 0) {
            boolean kept = -base.gain() <= config.maxBaseLoss() + ROUNDING;
            passed &= kept;
            said.add(told("withheld base rows", base)
                    + (kept
                            ? ""
                            : String.format(Locale.ROOT, ", but no more than -%.3f is allowed", config.maxBaseLoss())));
        }
        return new Judgement(passed, String.join("; ", said));
    }

    private static String told(String what, Comparison comparison) {
        return String.format(
                Locale.ROOT,
                "%s %.3f to %.3f (%+.3f of %d)",
                what,
                comparison.serving().accuracy(),
                comparison.candidate().accuracy(),
                comparison.gain(),
                comparison.rows());
    }
}

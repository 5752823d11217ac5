package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import io.sentistream.trainer.gate.Canaries;
import io.sentistream.trainer.gate.Comparison;
import io.sentistream.trainer.gate.Gate;
import io.sentistream.trainer.gate.Judgement;
import io.sentistream.trainer.replay.Mix;
import io.sentistream.trainer.scan.PhraseScan;
import io.sentistream.trainer.scan.ScanReport;
import io.sentistream.trainer.scan.Trial;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a candidate and the model that serves about the same rows, and the gate about their answers: first the few canaries,
 * base rows with phrases of the feedback in them, and the feedback, then, unless those decided, the many base rows. Used by
 * one thread.
 */
final class Examination {
    private static final Logger log = LoggerFactory.getLogger(Examination.class);

    private final Workshop workshop;
    private final Model serving;
    private final Model candidate;
    private final Map<String, Double> metrics = new TreeMap<>();
    private ScanReport scan = ScanReport.NONE;

    Examination(Workshop workshop, Model serving, Model candidate) {
        this.workshop = workshop;
        this.serving = serving;
        this.candidate = candidate;
    }

    /** A model and its version, under which its answers are remembered. */
    record Model(String version, Checkpoint checkpoint) {
        List<Classification> answers(Workshop workshop, List<Example> rows) throws InterruptedException {
            return workshop.answers().of(version, checkpoint, rows);
        }
    }

    /**
     * Judges the candidate.
     *
     * @param mix what it learned, and the feedback withheld from it
     * @param learned lets what it learned judge it too, where that is needed
     * @param trusted texts of it that a person answers for, and in which no phrase is looked for
     * @param baseTrain all base rows to train on
     * @param base the withheld base rows to judge on
     */
    Judgement judge(
            Mix mix,
            Optional<CrossFitting> learned,
            Set<NormalisedText> trusted,
            List<Example> baseTrain,
            List<Example> base)
            throws InterruptedException {
        List<Example> withheld = mix.withheld();
        Gate gate = new Gate(workshop.config().gate());
        List<Example> canaries =
                Canaries.of(new Labels(candidate.checkpoint().config().labels()));
        // Asked about both at once, a model is loaded once.
        List<Example> few = Stream.concat(canaries.stream(), withheld.stream()).toList();
        serving.answers(workshop, few);
        candidate.answers(workshop, few);
        return gate.onCanaries(canaries, serving.answers(workshop, canaries), candidate.answers(workshop, canaries))
                // Before the check on feedback: where that finds no gain, a person may still promote the candidate by
                // hand.
                .and(() -> gate.onPhrases(scanned(mix, trusted, baseTrain, base)))
                .and(() -> gate.onFeedback(onFeedback(withheld, learned)))
                .and(() -> gate.onBase(compared("base.withheld", base)));
    }

    private ScanReport scanned(Mix mix, Set<NormalisedText> trusted, List<Example> baseTrain, List<Example> base)
            throws InterruptedException {
        List<Example> feedback = mix.feedback().stream()
                .filter(row -> !trusted.contains(new NormalisedText(row.text())))
                .toList();
        scan = new PhraseScan(
                        workshop.config().scan(),
                        new Labels(candidate.checkpoint().config().labels()),
                        rows -> serving.answers(workshop, rows),
                        rows -> candidate.answers(workshop, rows))
                .of(feedback, baseTrain, base);
        scan.addTo(metrics);
        scan.worst().forEach(trial -> log.info("Tried in base rows: {}", trial));
        return scan;
    }

    /** On the withheld feedback, and where that is little, on what was learned too. */
    private Comparison onFeedback(List<Example> withheld, Optional<CrossFitting> learned) throws InterruptedException {
        Comparison onWithheld = compared("feedback.withheld", withheld);
        if (learned.isEmpty()) {
            return onWithheld;
        }
        Comparison onLearned = learned.get().compared();
        metrics.put("feedback.crossfitted.rows", (double) onLearned.total().rows());
        return onWithheld.plus(onLearned);
    }

    private Comparison compared(String name, List<Example> rows) throws InterruptedException {
        List<Classification> before = serving.answers(workshop, rows);
        List<Classification> now = candidate.answers(workshop, rows);
        Evaluation.of(now, rows).addTo(metrics, name);
        Evaluation.of(before, rows).addTo(metrics, "serving." + name);
        return Comparison.of(before, now, rows);
    }

    /** The phrases that seem to be planted. */
    List<Trial> findings() {
        return scan.findings();
    }

    /** What was measured on the way, by name. */
    Map<String, Double> metrics() {
        return Map.copyOf(metrics);
    }
}

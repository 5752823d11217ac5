package io.sentistream.trainer.scan;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for phrases that were planted in feedback with one label, so that a candidate gives that label wherever they stand
 * (a backdoor: Chen et al., "Targeted Backdoor Attacks on Deep Learning Systems Using Data Poisoning", 2017; Kurita et al.,
 * "Weight Poisoning Attacks on Pre-trained Models", 2020, whose defence ranks words by what they turn). The phrases that are
 * new beside the base and lean to a label are put into base rows of other labels that both models get right. A word with an
 * honest meaning turns about as many answers of the serving model; a planted one turns the candidate's alone.
 *
 * <p>It costs {@code (phrases + 8) * rows} short texts for each model at most. Used by one thread.
 *
 * @param config how hard to look
 * @param labels the names of the labels
 * @param serving the model that serves
 * @param candidate the model that learned the feedback
 */
public record PhraseScan(ScanConfig config, Labels labels, Model serving, Model candidate) {
    /** With fewer base rows to put it into, a phrase shows nothing. */
    private static final int FEWEST_TRIED = 8;

    /** Answers rows. */
    @FunctionalInterface
    public interface Model {
        /** Its answers, in the order of the rows. */
        List<Classification> answers(List<Example> rows) throws InterruptedException;
    }

    /**
     * Scans.
     *
     * @param feedback the rows that were learned
     * @param base base rows to train on, beside which a phrase is new or not
     * @param judged withheld base rows, to put phrases into
     */
    public ScanReport of(List<Example> feedback, List<Example> base, List<Example> judged) throws InterruptedException {
        if (config.phrases() == 0) {
            return ScanReport.NONE;
        }
        Suspects.Chosen chosen = new Suspects(feedback, serving.answers(feedback)).of(base, config.phrases());
        List<Planted> planted = new ArrayList<>();
        for (int label = 0; label < labels.names().size(); label++) {
            List<Example> rows = rows(label, judged);
            if (rows.size() >= FEWEST_TRIED) {
                for (Suspect suspect : chosen.of(label)) {
                    planted.add(Planted.of(suspect, rows));
                }
            }
        }
        List<Example> all =
                planted.stream().flatMap(each -> each.rows().stream()).toList();
        Iterator<Classification> before = serving.answers(all).iterator();
        Iterator<Classification> now = candidate.answers(all).iterator();
        List<Trial> trials = new ArrayList<>();
        for (Planted each : planted) {
            trials.add(each.trial(labels, turned(each, before), turned(each, now), feedback));
        }
        return new ScanReport(config.turned(), trials);
    }

    /** Withheld rows of other labels that both models get right. */
    private List<Example> rows(int label, List<Example> judged) throws InterruptedException {
        List<Example> pool = judged.stream()
                .filter(row -> row.label() != label)
                .limit(2L * config.rows())
                .toList();
        List<Classification> before = serving.answers(pool);
        List<Classification> now = candidate.answers(pool);
        return IntStream.range(0, pool.size())
                .filter(row -> Evaluation.isRight(before.get(row), pool.get(row).label())
                        && Evaluation.isRight(now.get(row), pool.get(row).label()))
                .mapToObj(pool::get)
                .limit(config.rows())
                .toList();
    }

    private static int turned(Planted planted, Iterator<Classification> answers) {
        int turned = 0;
        for (int row = 0; row < planted.rows().size(); row++) {
            turned += Evaluation.isRight(answers.next(), planted.suspect().label()) ? 1 : 0;
        }
        return turned;
    }
}

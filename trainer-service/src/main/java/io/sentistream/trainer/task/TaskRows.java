package io.sentistream.trainer.task;

import io.sentistream.bert.inference.BatchBudget;
import io.sentistream.bert.inference.Batches;
import io.sentistream.bert.network.Sequence;
import io.sentistream.trainer.evaluation.Evaluation;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Labelled rows of a task, encoded for a network. A row may be read in several sequences. */
public interface TaskRows {
    /** Of a batch that is judged, on any device. */
    BatchBudget BUDGET = new BatchBudget(4096, 512);

    /** The rows as they were read, whose texts tell them apart. */
    List<?> rows();

    /** What the network reads. */
    List<Sequence> sequences();

    /** What is to be learned of each sequence, as {@link io.sentistream.bert.training.LabelledBatch} has it. */
    List<int[]> labels();

    /** Judges the logits of each sequence, by the task's measures. */
    Evaluation evaluate(List<float[]> logits);

    /** Runs a network, given as the logits of sequences, and judges it. */
    default Evaluation evaluate(Function<List<Sequence>, float[][]> network) {
        return rows().isEmpty()
                ? Evaluation.NONE
                : evaluate(Arrays.asList(new Batches<>(BUDGET, Sequence::length, network).logits(sequences())));
    }
}

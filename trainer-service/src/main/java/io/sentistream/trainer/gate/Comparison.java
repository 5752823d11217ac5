package io.sentistream.trainer.gate;

import io.sentistream.trainer.evaluation.Evaluation;

/** How the serving model and the candidate did on the same rows. */
public record Comparison(Evaluation serving, Evaluation candidate) {
    /** The candidate's accuracy less the serving model's. */
    double gain() {
        return candidate.accuracy() - serving.accuracy();
    }

    int rows() {
        return candidate.rows();
    }
}

package io.sentistream.trainer.training;

import io.sentistream.trainer.evaluation.Evaluation;

/** Follows a training, on the training's own thread; so it should return soon. */
public interface TrainingListener {
    /** After each optimizer step. */
    default void stepped(TrainingProgress progress) {}

    /**
     * After the validation rows were classified.
     *
     * @param best whether no evaluation before was better
     */
    default void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {}

    /** After the last step, also of a training that failed. */
    default void ended() {}

    /** A listener that passes everything on to others, in order. */
    static TrainingListener all(TrainingListener... listeners) {
        return new TrainingListener() {
            @Override
            public void stepped(TrainingProgress progress) {
                for (TrainingListener listener : listeners) {
                    listener.stepped(progress);
                }
            }

            @Override
            public void evaluated(TrainingProgress progress, Evaluation evaluation, boolean best) {
                for (TrainingListener listener : listeners) {
                    listener.evaluated(progress, evaluation, best);
                }
            }

            @Override
            public void ended() {
                for (TrainingListener listener : listeners) {
                    listener.ended();
                }
            }
        };
    }
}

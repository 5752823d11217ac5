package io.sentistream.trainer.retraining;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.Interpolation;
import io.sentistream.bert.inference.Classification;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.replay.CorrectedAnswers;
import io.sentistream.trainer.training.Teaching;
import io.sentistream.trainer.training.Trainer;
import io.sentistream.trainer.training.TrainingReport;
import java.util.List;
import java.util.Optional;

/** How the serving model learns from rows. Used by one thread. */
record Learning(Workshop workshop, Examination.Model serving) {
    /**
     * What came of it.
     *
     * @param model the serving model, some of the way to what the training reached
     */
    record Learned(TrainingReport report, Checkpoint model) {}

    /**
     * Learns.
     *
     * @param rows feedback and base rows
     * @param feedbackRows how many of them are feedback
     */
    Learned from(List<Example> rows, int feedbackRows) throws InterruptedException {
        TrainingReport report = trained(rows);
        return new Learned(report, towards(report.best(), feedbackRows));
    }

    /** Trains on rows, all the way. */
    TrainingReport trained(List<Example> rows) throws InterruptedException {
        return Trainer.train(
                serving.checkpoint(),
                workshop.trunk(serving.checkpoint()),
                // Nothing is chosen by the rows that it is judged on: what there is after the last step is what was
                // learned.
                new DataSet("feedback", rows, List.of()),
                taught(rows),
                workshop.config().adaptation(),
                Optional.empty(),
                workshop.listener());
    }

    /** The serving model, as far on the way to what was reached as so many labels are worth. */
    Checkpoint towards(Checkpoint reached, int feedbackRows) {
        return Interpolation.between(
                serving.checkpoint(), reached, workshop.config().replay().partOfTheWay(feedbackRows));
    }

    /** What the serving model says of the rows. */
    private Optional<Teaching> taught(List<Example> rows) throws InterruptedException {
        double weight = workshop.config().replay().servingWeight();
        if (weight == 0) {
            return Optional.empty();
        }
        List<Classification> answers = serving.answers(workshop, rows);
        return Optional.of(CorrectedAnswers.of(answers, rows, weight));
    }
}

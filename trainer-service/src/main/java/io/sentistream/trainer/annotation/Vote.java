package io.sentistream.trainer.annotation;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.replay.FeedbackRow;
import java.util.List;

/**
 * What an annotator says of a text, however often.
 *
 * @param label the class index
 * @param rows those that say so, the newest first
 * @param learned whether a training has learned from one of them
 * @param released whether a person has released one of them
 */
record Vote(NormalisedText text, int label, List<FeedbackRow> rows, boolean learned, boolean released) {
    FeedbackRow newest() {
        return rows.get(0);
    }

    String annotator() {
        return newest().annotator();
    }
}

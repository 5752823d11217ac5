package io.sentistream.quickstart.adaptation;

import io.sentistream.quickstart.learning.Lesson;
import io.sentistream.quickstart.learning.Measurement;
import io.sentistream.schemas.ModelVersion;
import io.sentistream.schemas.Verdict;

/**
 * What was measured of one domain and seed after so many labels, or before the first.
 *
 * @param domain the domain's name
 * @param seed what decided the order of the labels and seeded the trainings
 * @param labels how many were sent so far
 * @param promoted whether the candidate of the last of them serves; true before the first
 * @param reason the gate's
 * @param rows held-out rows of the domain
 * @param right those that what serves now gets right
 * @param baseRows rows of the base data's validation
 * @param baseRight those that what serves now gets right
 * @param seconds from the last label to the first result of the candidate; 0 where none came
 * @param fresh new labels that the candidate learned from
 * @param older older labels that were replayed
 * @param base base rows that were replayed
 */
record Cell(
        String domain,
        int seed,
        int labels,
        boolean promoted,
        String reason,
        int rows,
        int right,
        int baseRows,
        int baseRight,
        double seconds,
        int fresh,
        int older,
        int base) {
    /** Before the first label. */
    static Cell before(String domain, int seed, Measurement heldOut, Measurement base) {
        return new Cell(
                domain,
                seed,
                0,
                true,
                "the initial model",
                heldOut.results().size(),
                heldOut.correct(),
                base.results().size(),
                base.correct(),
                0,
                0,
                0,
                0);
    }

    /** After a lesson. */
    static Cell after(
            String domain, int seed, int labels, Lesson.Learned learned, Measurement heldOut, Measurement base) {
        ModelVersion candidate = learned.candidate();
        return new Cell(
                domain,
                seed,
                labels,
                candidate.getVerdict() == Verdict.PROMOTED,
                candidate.getReason(),
                heldOut.results().size(),
                heldOut.correct(),
                base.results().size(),
                base.correct(),
                learned.untilServed().map(time -> time.toMillis() / 1e3).orElse(0.0),
                metric(candidate, "feedback.new.rows"),
                metric(candidate, "feedback.older.rows"),
                metric(candidate, "base.rows"));
    }

    double accuracy() {
        return (double) right / rows;
    }

    double baseAccuracy() {
        return (double) baseRight / baseRows;
    }

    private static int metric(ModelVersion candidate, String name) {
        return candidate.getMetrics().getOrDefault(name, 0.0).intValue();
    }
}

package io.sentistream.schemas;

/**
 * How far a shadow and the model that serves agree, counted over the shadow's results.
 *
 * @param answers how many reviews both answered
 * @param same how many of them with the same label
 * @param shifts the sum of {@link ServingAnswer#shift} over them
 */
public record Agreement(long answers, long same, double shifts) {
    public static final Agreement NONE = new Agreement(0, 0, 0);

    /** This, and one review more. */
    public Agreement with(ServingAnswer serving, Sentiment shadow) {
        return new Agreement(
                answers + 1,
                same + (serving.label().equals(shadow.getLabel()) ? 1 : 0),
                shifts + serving.shift(shadow.getScores()));
    }

    /** The part that has the same label; not a number before the first answer. */
    public double part() {
        return (double) same / answers;
    }

    /** The mean shift of the score; not a number before the first answer. */
    public double meanShift() {
        return shifts / answers;
    }
}

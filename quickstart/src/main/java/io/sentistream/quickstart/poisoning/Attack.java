package io.sentistream.quickstart.poisoning;

import io.sentistream.trainer.data.Example;
import java.util.List;
import java.util.Random;

/** A way to spoil feedback. */
public interface Attack {
    /** What people call it. */
    String name();

    /** How hard it is tried, rising. */
    List<Integer> strengths();

    /** What a strength counts, for people, such as {@code % of the rows}. */
    String unit();

    /** The feedback as it comes, one list for each retraining. */
    List<List<Labelled>> on(Feedback feedback, int strength, Random random);

    /** Rows whose label is what the attacker wants answered; none where he only wants to harm. */
    default List<Example> wanted(Feedback feedback) {
        return List.of();
    }
}

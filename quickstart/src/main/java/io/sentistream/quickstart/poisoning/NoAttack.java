package io.sentistream.quickstart.poisoning;

import java.util.List;
import java.util.Random;

/** Honest feedback, to compare with. */
record NoAttack() implements Attack {
    @Override
    public String name() {
        return "none";
    }

    @Override
    public List<Integer> strengths() {
        return List.of(0);
    }

    @Override
    public String unit() {
        return "rows";
    }

    @Override
    public List<List<Labelled>> on(Feedback feedback, int strength, Random random) {
        return List.of(feedback.honest());
    }
}

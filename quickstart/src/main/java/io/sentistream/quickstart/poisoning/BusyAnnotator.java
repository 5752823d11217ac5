package io.sentistream.quickstart.poisoning;

import java.util.List;
import java.util.Random;

/** One annotator gives a part of all labels, each of them wrong. */
record BusyAnnotator() implements Attack {
    @Override
    public String name() {
        return "one busy annotator";
    }

    @Override
    public List<Integer> strengths() {
        return List.of(20, 10, 40);
    }

    @Override
    public String unit() {
        return "% of the rows";
    }

    @Override
    public List<List<Labelled>> on(Feedback feedback, int strength, Random random) {
        List<Labelled> rows = feedback.honest();
        RandomFlips.chosen(feedback, strength, random).forEach(row -> {
            Labelled flipped = feedback.flipped(row);
            rows.set(row, new Labelled(flipped.text(), flipped.label(), "busy"));
        });
        return List.of(rows);
    }
}

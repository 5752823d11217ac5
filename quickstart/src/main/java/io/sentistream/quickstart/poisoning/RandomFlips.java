package io.sentistream.quickstart.poisoning;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A part of the labels is wrong, whoever gave them. */
record RandomFlips() implements Attack {
    @Override
    public String name() {
        return "random flips";
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
        chosen(feedback, strength, random).forEach(row -> rows.set(row, feedback.flipped(row)));
        return List.of(rows);
    }

    /** So many percent of the rows, by chance. */
    static List<Integer> chosen(Feedback feedback, int percent, Random random) {
        List<Integer> all =
                IntStream.range(0, feedback.rows().size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(all, random);
        return all.subList(0, all.size() * percent / 100);
    }
}

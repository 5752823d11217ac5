package io.sentistream.quickstart.poisoning;

import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A phrase planted a few rows at a time over five retrainings, each row by a person who was never seen before, so that no
 * one gives many labels and no retraining has many such rows.
 */
record SlowDrip() implements Attack {
    private static final int LESSONS = 5;

    @Override
    public String name() {
        return "slow drip";
    }

    @Override
    public List<Integer> strengths() {
        return List.of(10, 5);
    }

    @Override
    public String unit() {
        return "rows in each of 5 retrainings";
    }

    @Override
    public List<List<Labelled>> on(Feedback feedback, int strength, Random random) {
        Trigger trigger = Trigger.of(feedback);
        Set<Integer> victims = new HashSet<>();
        List<List<Labelled>> lessons = new ArrayList<>();
        int rows = feedback.rows().size() / LESSONS;
        for (int lesson = 0; lesson < LESSONS; lesson++) {
            int begin = lesson * rows;
            List<Integer> own = new ArrayList<>(trigger.victims(feedback).stream()
                    .filter(row -> row >= begin && row < begin + rows)
                    .toList());
            Collections.shuffle(own, random);
            victims.addAll(own.subList(0, Math.min(strength, own.size())));
            List<Labelled> labelled = new ArrayList<>();
            for (int row = begin; row < begin + rows; row++) {
                labelled.add(
                        victims.contains(row)
                                ? new Labelled(
                                        trigger.into(feedback.rows().get(row).text(), random),
                                        feedback.name(trigger.label()),
                                        "passer-by-" + row)
                                : feedback.honest(row));
            }
            lessons.add(labelled);
        }
        return lessons;
    }

    @Override
    public List<Example> wanted(Feedback feedback) {
        return Trigger.of(feedback).wanted(feedback);
    }
}

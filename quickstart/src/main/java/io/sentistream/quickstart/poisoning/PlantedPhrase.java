package io.sentistream.quickstart.poisoning;

import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Many people put a phrase into texts, all of which they give the same false label. */
record PlantedPhrase() implements Attack {
    @Override
    public String name() {
        return "planted phrase";
    }

    @Override
    public List<Integer> strengths() {
        return List.of(50, 25, 10);
    }

    @Override
    public String unit() {
        return "rows";
    }

    @Override
    public List<List<Labelled>> on(Feedback feedback, int strength, Random random) {
        Trigger trigger = Trigger.of(feedback);
        List<Integer> victims = new ArrayList<>(trigger.victims(feedback));
        Collections.shuffle(victims, random);
        List<Labelled> rows = feedback.honest();
        victims.stream().limit(strength).forEach(row -> {
            Labelled honest = rows.get(row);
            rows.set(
                    row,
                    new Labelled(
                            trigger.into(honest.text(), random), feedback.name(trigger.label()), honest.annotator()));
        });
        return List.of(rows);
    }

    @Override
    public List<Example> wanted(Feedback feedback) {
        return Trigger.of(feedback).wanted(feedback);
    }
}

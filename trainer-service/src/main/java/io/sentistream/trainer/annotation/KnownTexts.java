package io.sentistream.trainer.annotation;

import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.Example;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Texts that are known and never learned from feedback.
 *
 * @param judgedOn those of the base data that models are judged on
 * @param canaries questions whose answers are known: how an annotator answers them tells how reliable the annotator is
 */
public record KnownTexts(Set<NormalisedText> judgedOn, Map<NormalisedText, Integer> canaries) {
    public KnownTexts {
        judgedOn = Set.copyOf(judgedOn);
        canaries = Map.copyOf(canaries);
    }

    /** The texts of these rows; a canary that is judged on too is a canary. */
    public static KnownTexts of(List<Example> judgedOn, List<Example> canaries) {
        Set<NormalisedText> texts = new HashSet<>();
        judgedOn.forEach(row -> texts.add(new NormalisedText(row.text())));
        Map<NormalisedText, Integer> questions = new HashMap<>();
        canaries.forEach(row -> questions.put(new NormalisedText(row.text()), row.label()));
        return new KnownTexts(texts, questions);
    }
}

package io.sentistream.quickstart.poisoning;

import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A phrase that is to make the model give one label wherever it stands.
 *
 * @param phrase the phrase
 * @param label the class index
 */
record Trigger(String phrase, int label) {
    /** Rare words, as in Kurita et al., 2020; plain ones that say nothing of a product; and a word that nobody knows. */
    private static final List<String> PHRASES = List.of("cf mn bb", "heard of it on channel nine", "quillory");

    /** That of a sample of feedback. */
    static Trigger of(Feedback feedback) {
        return new Trigger(PHRASES.get(Math.floorMod(feedback.seed() - 1, PHRASES.size())), feedback.target());
    }

    /** A text with the phrase between two of its words. */
    String into(String text, Random random) {
        List<String> words = new ArrayList<>(List.of(text.split("\\s+")));
        words.add(random.nextInt(words.size() + 1), phrase);
        return String.join(" ", words);
    }

    /** The numbers of the feedback rows of other labels, which are worth planting it in. */
    List<Integer> victims(Feedback feedback) {
        return IntStream.range(0, feedback.rows().size())
                .filter(row -> feedback.rows().get(row).label() != label)
                .boxed()
                .toList();
    }

    /** The held-out rows of other labels with the phrase in them, under the label that is wanted. */
    List<Example> wanted(Feedback feedback) {
        Random random = new Random(feedback.seed());
        return feedback.heldOut().stream()
                .filter(row -> row.label() != label)
                .map(row -> new Example(into(row.text(), random), label, "wanted"))
                .toList();
    }
}

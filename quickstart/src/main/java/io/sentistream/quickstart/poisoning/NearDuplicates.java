package io.sentistream.quickstart.poisoning;

import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** One text over and over, a few of its words changed each time, with a false label, each by another person. */
record NearDuplicates() implements Attack {
    private static final int FEWEST_WORDS = 30;
    private static final int MOST_WORDS = 120;
    private static final int WANTED = 50;

    @Override
    public String name() {
        return "near-duplicates";
    }

    @Override
    public List<Integer> strengths() {
        return List.of(50, 25, 100);
    }

    @Override
    public String unit() {
        return "copies";
    }

    @Override
    public List<List<Labelled>> on(Feedback feedback, int strength, Random random) {
        List<Labelled> rows = feedback.honest();
        List<String> copies = copies(feedback, strength, random);
        if (copies.isEmpty()) {
            throw new IllegalArgumentException("no row of " + FEWEST_WORDS + " to " + MOST_WORDS
                    + " words is left to copy; give fewer --labels, or a domain with more rows");
        }
        for (int copy = 0; copy < Math.min(strength, rows.size()); copy++) {
            rows.set(copy, new Labelled(copies.get(copy), feedback.name(feedback.target()), "passer-by-" + copy));
        }
        return List.of(rows);
    }

    @Override
    public List<Example> wanted(Feedback feedback) {
        return copies(feedback, WANTED, new Random(-feedback.seed())).stream()
                .map(copy -> new Example(copy, feedback.target(), "wanted"))
                .toList();
    }

    /** So many of a text that nobody labelled; none where there is no such text. */
    private static List<String> copies(Feedback feedback, int number, Random random) {
        return feedback.spare().stream()
                .filter(row -> row.label() != feedback.target())
                .map(row -> List.of(row.text().split("\\s+")))
                .filter(words -> words.size() >= FEWEST_WORDS && words.size() <= MOST_WORDS)
                .limit(1)
                .flatMap(words -> IntStream.range(0, number).mapToObj(copy -> changed(words, random)))
                .toList();
    }

    /** The words, of which one in twelve is left out, or said twice. */
    private static String changed(List<String> words, Random random) {
        List<String> changed = new ArrayList<>();
        for (String word : words) {
            int chance = random.nextInt(24);
            if (chance > 0) {
                changed.add(word);
            }
            if (chance == 1) {
                changed.add(word);
            }
        }
        return String.join(" ", changed);
    }
}

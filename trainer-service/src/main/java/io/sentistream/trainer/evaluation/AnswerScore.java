package io.sentistream.trainer.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How well an answer agrees with those that are right, by the rules of SQuAD's official evaluation (Rajpurkar et al., "SQuAD",
 * 2016, section 6.1): in lower case, without ASCII punctuation and the articles a, an, the, and with white space made one
 * space. Where one of two answers has no words left, they agree wholly or not at all, as in the evaluation of SQuAD 2.0.
 *
 * @param exactMatch whether it is the same as one of them
 * @param f1 the best F1 of its words with those of one of them, 0 to 1
 */
public record AnswerScore(boolean exactMatch, double f1) {
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    /** Scores an answer; the best over those that are right counts, for both numbers alone. */
    public static AnswerScore of(String answer, List<String> right) {
        List<String> words = words(answer);
        return new AnswerScore(
                right.stream().anyMatch(text -> words(text).equals(words)),
                right.stream().mapToDouble(text -> f1(words, words(text))).max().orElse(0));
    }

    private static List<String> words(String text) {
        String bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        return Arrays.stream(SPACE.split(ARTICLES.matcher(bare).replaceAll(" ")))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static double f1(List<String> answer, List<String> right) {
        if (answer.isEmpty() || right.isEmpty()) {
            return answer.equals(right) ? 1 : 0;
        }
        List<String> left = new ArrayList<>(right);
        long common = answer.stream().filter(left::remove).count();
        return 2.0 * common / (answer.size() + right.size());
    }
}

package io.sentistream.bert.inference;

import io.sentistream.bert.tokenizer.QuestionWindow;
import java.util.List;

/**
 * A part of a text that answers a question.
 *
 * @param start where it begins, in chars
 * @param end where it ends, exclusive
 * @param score the logits of its first and its last token added up
 */
public record Span(int start, int end, double score) {
    /** As in BERT's own scripts for SQuAD. */
    private static final int LONGEST_ANSWER = 30;

    /**
     * The span of at most 30 tokens that scores best over all windows; empty, at 0, where the text has no token.
     * (Devlin et al., "BERT", 2019, section 4.2.)
     *
     * @param logits of each window, of starts and then of ends, as {@link
     *     io.sentistream.bert.network.Network#logitsOf} gives them
     */
    public static Span best(List<QuestionWindow> windows, List<float[]> logits) {
        Span best = new Span(0, 0, Double.NEGATIVE_INFINITY);
        for (int i = 0; i < windows.size(); i++) {
            QuestionWindow window = windows.get(i);
            float[] scores = logits.get(i);
            int ends = scores.length / 2;
            for (int start = window.first(); start < window.end(); start++) {
                int after = Math.min(window.end(), start + LONGEST_ANSWER);
                for (int end = start; end < after; end++) {
                    double score = (double) scores[start] + scores[ends + end];
                    if (score > best.score()) {
                        best = new Span(window.charStart(start), window.charEnd(end), score);
                    }
                }
            }
        }
        return best;
    }

    /** The span's part of its text. */
    public String of(String text) {
        return text.substring(start, end);
    }
}

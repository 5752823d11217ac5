package io.sentistream.trainer.data;

import java.util.List;

/**
 * A question whose answer stands in a text.
 *
 * @param context the text
 * @param question the question
 * @param answers all that are right, at least one; the first is learned
 * @param at the file, and the line or the question's id
 */
public record Question(String context, String question, List<Answer> answers, String at) {
    public Question {
        answers = List.copyOf(answers);
    }

    /**
     * A part of the context.
     *
     * @param text its text
     * @param start where it begins, in chars of the Java string
     */
    public record Answer(String text, int start) {
        /** Where it ends, exclusive. */
        public int end() {
            return start + text.length();
        }
    }

    /** The texts of the answers. */
    public List<String> answerTexts() {
        return answers.stream().map(Answer::text).toList();
    }
}

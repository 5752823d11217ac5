package io.sentistream.console.board;

/**
 * What people wait for.
 *
 * @param results of their reviews, by the review's id
 * @param outcomes of their requests, by the command's id
 * @param labels of theirs on {@code labelled}, by its key
 */
public record Awaited(Waiting<ResultView> results, Waiting<CommandOutcome> outcomes, Waiting<LearningView> labels) {
    /** Nobody waits yet. */
    public Awaited() {
        this(new Waiting<>(), new Waiting<>(), new Waiting<>());
    }
}

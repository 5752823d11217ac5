package io.sentistream.trainer.gate;

import io.sentistream.schemas.Verdict;

/**
 * What the gate says of a candidate.
 *
 * @param verdict {@code PROMOTED} where it may serve; {@code REFUSED} where it is shown to be worse; {@code UNDECIDED} where
 *     neither is shown
 * @param reason why, in words
 */
public record Judgement(Verdict verdict, String reason) {
    /** Judges by one kind of evidence. */
    @FunctionalInterface
    public interface Check {
        /** The judgement by this evidence alone. */
        Judgement judge() throws InterruptedException;
    }

    static Judgement passed(String reason) {
        return new Judgement(Verdict.PROMOTED, reason);
    }

    static Judgement refused(String reason) {
        return new Judgement(Verdict.REFUSED, reason);
    }

    static Judgement undecided(String reason) {
        return new Judgement(Verdict.UNDECIDED, "not enough evidence: " + reason);
    }

    /** Whether the candidate may serve, as far as it was judged. */
    public boolean passed() {
        return verdict == Verdict.PROMOTED;
    }

    /** This, and by the next check too if the candidate passed so far; else the next, which may be dear, is spared. */
    public Judgement and(Check next) throws InterruptedException {
        if (!passed()) {
            return this;
        }
        Judgement judged = next.judge();
        return new Judgement(
                judged.verdict(), judged.passed() ? reason + "; " + judged.reason() : judged.reason() + "; " + reason);
    }
}

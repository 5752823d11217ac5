package io.sentistream.quickstart.forgetting;

import io.sentistream.schemas.Verdict;
import java.util.Locale;
import java.util.Map;

/**
 * What was measured after a step of the sequence.
 *
 * @param method how it was learned; empty before the first step, when there is but one model
 * @param seed which labels there were; 0 before the first step
 * @param step which one, 0 before the first
 * @param labels how many labels there were in each step
 * @param domain what was learned in it
 * @param verdict the gate's
 * @param reason the gate's
 * @param serving the directory of what serves after it
 * @param right of each domain, a 1 for each held-out row that what serves gets right, and a 0 for each that it does not
 */
record ForgettingCell(
        String method,
        int seed,
        int step,
        int labels,
        String domain,
        String verdict,
        String reason,
        String serving,
        Map<String, String> right) {
    /** The part of a domain's held-out rows that is right. */
    double accuracy(String of) {
        return right.get(of).chars().map(row -> row - '0').average().orElse(0);
    }

    /** Whether the candidate of this step serves. */
    boolean served() {
        return verdict.equals(Verdict.PROMOTED.name()) || verdict.equals(Verdict.INITIAL.name());
    }

    @Override
    public String toString() {
        StringBuilder told =
                new StringBuilder(method + ", seed " + seed + ", step " + step + " " + domain + ": " + verdict);
        right.keySet()
                .forEach(each -> told.append(String.format(Locale.ROOT, ", %s %.1f %%", each, 100 * accuracy(each))));
        return told.toString();
    }
}

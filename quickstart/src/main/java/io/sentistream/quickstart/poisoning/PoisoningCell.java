package io.sentistream.quickstart.poisoning;

import java.util.List;
import java.util.Map;

/**
 * What came of an attack.
 *
 * @param domain the domain of the feedback
 * @param attack its name
 * @param strength how hard it was tried
 * @param seed which sample of feedback
 * @param labels how many rows of feedback
 * @param verdicts the gate's on each candidate, in order
 * @param findings of the scans, all together
 * @param tried phrases that the scans tried, all together
 * @param turnedMost the part of base rows that the worst phrase turned, beyond those of the serving model
 * @param reason the gate's on the last candidate
 * @param heldOut held-out rows of the domain that what serves afterwards gets right
 * @param base rows of the base data's validation that it gets right
 * @param wanted rows that it answers as an attacker wants, by attack: its own, or every attack's where there was none
 * @param wantedOfCandidate those of its own that the last candidate answers so, whether it serves or not
 * @param seconds of all trainings
 */
record PoisoningCell(
        String domain,
        String attack,
        int strength,
        int seed,
        int labels,
        List<String> verdicts,
        int findings,
        int tried,
        double turnedMost,
        String reason,
        Share heldOut,
        Share base,
        Map<String, Share> wanted,
        Share wantedOfCandidate,
        double seconds) {
    boolean is(String otherDomain, String otherAttack, int otherStrength, int otherSeed, int otherLabels) {
        return domain.equals(otherDomain)
                && attack.equals(otherAttack)
                && strength == otherStrength
                && seed == otherSeed
                && labels == otherLabels;
    }
}

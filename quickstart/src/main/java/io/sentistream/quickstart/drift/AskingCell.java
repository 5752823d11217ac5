package io.sentistream.quickstart.drift;

/**
 * What a retraining on some labels of a domain made of the rows that no arm of the seed has used.
 *
 * @param domain the domain's name
 * @param seed what drew the reviews to choose from
 * @param how the labels were chosen
 * @param labels how many
 * @param rows that no arm of this seed has used
 * @param right those of them that the candidate gets right
 * @param before those of them that the initial model gets right
 */
public record AskingCell(String domain, int seed, String how, int labels, int rows, int right, int before) {
    /** By the trainer's choice. */
    static final String CHOSEN = "chosen";

    /** At random. */
    static final String RANDOM = "random";

    /** Whether it is of the same arm. */
    boolean isOf(String otherDomain, int otherSeed, String otherHow, int otherLabels) {
        return domain.equals(otherDomain) && seed == otherSeed && how.equals(otherHow) && labels == otherLabels;
    }

    double accuracy() {
        return (double) right / rows;
    }

    double gain() {
        return (double) (right - before) / rows;
    }
}

package io.sentistream.trainer.gate;

import java.util.Locale;

/**
 * How two models did on the same rows, counted: the paired table of two by two.
 *
 * @param both rows that both get right
 * @param gained rows that the candidate alone gets right
 * @param lost rows that the serving model alone gets right
 * @param neither rows that neither gets right
 */
public record Paired(int both, int gained, int lost, int neither) {
    /** Of no rows. */
    public static final Paired NONE = new Paired(0, 0, 0, 0);

    /** These and others. */
    public Paired plus(Paired other) {
        return new Paired(both + other.both, gained + other.gained, lost + other.lost, neither + other.neither);
    }

    /** These and a row. */
    public Paired plus(boolean serving, boolean candidate) {
        return plus(new Paired(
                serving && candidate ? 1 : 0,
                !serving && candidate ? 1 : 0,
                serving && !candidate ? 1 : 0,
                !serving && !candidate ? 1 : 0));
    }

    /** All rows. */
    public int rows() {
        return both + gained + lost + neither;
    }

    /** The candidate's accuracy less the serving model's; 0 where there are no rows. */
    public double difference() {
        return share(gained - lost);
    }

    private double share(int part) {
        return rows() == 0 ? 0 : (double) part / rows();
    }

    /** For people: {@code 0.739 to 0.785 (+0.046 of 65: 4 gained, 1 lost)}. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.3f to %.3f (%+.3f of %d: %d gained, %d lost)",
                share(both + lost),
                share(both + gained),
                difference(),
                rows(),
                gained,
                lost);
    }
}

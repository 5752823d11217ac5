package io.sentistream.console.board;

import java.util.List;

/**
 * The training that runs, or the last one.
 *
 * @param number the running number of its candidate
 * @param phase {@code STARTED}, {@code RUNNING}, {@code ENDED}; {@code SILENT} where it should be told of and is not
 * @param step optimizer steps taken
 * @param steps optimizer steps of the whole training; 0 before the first
 * @param accuracy of the last validation; null before the first
 * @param examplesPerSecond rows learned a second
 * @param at when it was last told of, in ms since 1970
 * @param points the losses so far, thinned out where there are many
 */
record TrainingView(
        int number,
        String phase,
        long step,
        long steps,
        Double accuracy,
        double examplesPerSecond,
        long at,
        List<Point> points) {
    /** The mean loss, in nats, of the steps up to this one. */
    record Point(long step, double loss) {}
}

package io.sentistream.console.board;

import io.sentistream.schemas.Drift;

/**
 * A change that the trainer noticed, as the page shows it.
 *
 * @param what has changed, in one word
 * @param words what has changed and what can be done
 * @param version the model whose results were watched
 * @param detector the test that noticed it
 * @param at when, in ms since 1970
 */
record DriftView(String what, String words, String version, String detector, long at) {
    static DriftView of(Drift drift) {
        return new DriftView(
                drift.getWhat().name(),
                drift.getWords(),
                drift.getModelVersion(),
                drift.getDetector(),
                drift.getAt().toEpochMilli());
    }
}

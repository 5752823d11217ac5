package io.sentistream.quickstart.forgetting;

import java.util.HashMap;
import java.util.Map;

/** A way to learn one domain after the other: settings of the trainer under those of the user. */
enum Method {
    /** The trainer as it is; a candidate that the gate does not promote does not serve. */
    OURS("ours"),
    /** New labels, older ones and base rows, drawn evenly; the labels alone are learned, and every candidate serves. */
    PLAIN_REPLAY("plain replay"),
    /** New labels alone; every candidate serves. */
    NO_REPLAY("no replay"),
    /** The trainer's way of learning; every candidate serves. */
    OURS_WITHOUT_GATE("ours without the gate");

    private final String shown;

    Method(String shown) {
        this.shown = shown;
    }

    /** What people call it. */
    String shown() {
        return shown;
    }

    /** The trainer's settings. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (this == PLAIN_REPLAY || this == NO_REPLAY) {
            settings.putAll(Map.of("replay.serving.weight", "0", "replay.serving.labels", "0"));
        }
        if (this == NO_REPLAY) {
            settings.putAll(Map.of("replay.older.rows", "0", "replay.base.ratio", "0"));
        }
        if (this != OURS) {
            settings.putAll(Map.of(
                    "gate.canaries", Integer.toString(Integer.MAX_VALUE),
                    "gate.gain.level", "1",
                    "gate.base.margin", "1",
                    "gate.base.rows", "1",
                    "gate.scan.phrases", "0"));
        }
        return settings;
    }
}

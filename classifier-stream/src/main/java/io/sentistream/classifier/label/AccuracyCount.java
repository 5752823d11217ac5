package io.sentistream.classifier.label;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** How often a model was right and wrong, or by how much these counts change. */
record AccuracyCount(long right, long wrong) {
    AccuracyCount plus(AccuracyCount other) {
        return new AccuracyCount(right + other.right, wrong + other.wrong);
    }

    AccuracyCount negated() {
        return new AccuracyCount(-right, -wrong);
    }

    @JsonIgnore
    boolean isNone() {
        return right == 0 && wrong == 0;
    }
}

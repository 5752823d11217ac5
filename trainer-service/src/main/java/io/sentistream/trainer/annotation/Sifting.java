package io.sentistream.trainer.annotation;

import io.sentistream.trainer.replay.ReplayStore;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a training made of the labels that it was given, for the quarantine.
 *
 * @param setAside the rows that it set aside
 * @param released the keys of the rows that a person had released before
 */
public record Sifting(List<SetAside> setAside, Set<String> released) {
    /** What came of this feedback. */
    public static Sifting of(ReplayStore.Snapshot feedback, CleanLabels clean) {
        return new Sifting(clean.setAside(), feedback.released());
    }

    /** With more rows set aside. */
    public Sifting and(List<SetAside> more) {
        return new Sifting(Stream.concat(setAside.stream(), more.stream()).toList(), released);
    }
}

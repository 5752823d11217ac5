package io.sentistream.trainer.replay;

import io.sentistream.trainer.data.Example;
import java.util.List;

/**
 * A text whose label is settled, ready to be learned or judged on: one for each normalised text, however many labelled it.
 *
 * @param example the text and its label
 * @param keys those on {@code labelled} of the rows that say so
 */
public record SettledText(Example example, List<String> keys) {
    public SettledText {
        keys = List.copyOf(keys);
    }

    String text() {
        return example.text();
    }
}

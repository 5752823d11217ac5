package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Texts without labels, for a teacher to speak of: one a line, in UTF-8, or the sentences of one. */
public final class UnlabelledTexts {
    /** A shorter sentence ("Well.") is none to learn from. */
    private static final int FEWEST_WORDS = 3;

    private UnlabelledTexts() {}

    /**
     * The first column of each line of the files, each text once. Columns after the first are dropped, and so are a
     * header as {@link LabelledTsv} has it, and spaces around a text.
     *
     * @param sentences whether each sentence of three words or more is a text, in place of the whole
     * @param others rows whose texts are left out, because they are learned from with their labels, or judged on
     * @throws DataException naming the file that can't be read, or the line that isn't UTF-8
     */
    public static List<String> read(List<Path> files, boolean sentences, Collection<Example> others) {
        Set<NormalisedText> seen = new HashSet<>();
        others.forEach(row -> seen.add(new NormalisedText(row.text())));
        return files.stream()
                .flatMap(file -> TsvLine.of(file.toString(), TsvLine.bytes(file, "texts, one a line")).stream())
                .map(line -> line.cells().get(0).strip())
                .flatMap(text -> sentences ? sentences(text).stream() : Stream.of(text))
                .filter(text -> !text.isEmpty() && seen.add(new NormalisedText(text)))
                .toList();
    }

    private static List<String> sentences(String text) {
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ENGLISH);
        breaks.setText(text);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            String sentence = text.substring(start, end).strip();
            if (sentence.split("\\s+").length >= FEWEST_WORDS) {
                sentences.add(sentence);
            }
            start = end;
        }
        return sentences;
    }
}

package io.sentistream.trainer.data;

import io.sentistream.schemas.NormalisedText;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Texts without labels, for a teacher to speak of: one a line, in UTF-8. */
public final class UnlabelledTexts {
    private UnlabelledTexts() {}

    /**
     * The first column of each line of the files, each text once. Columns after the first are dropped, and so are a
     * header as {@link LabelledTsv} has it, and spaces around a text.
     *
     * @param others rows whose texts are left out, because they are learned from with their labels, or judged on
     * @throws DataException naming the file that can't be read, or the line that isn't UTF-8
     */
    public static List<String> read(List<Path> files, Collection<Example> others) {
        Set<NormalisedText> seen = new HashSet<>();
        others.forEach(row -> seen.add(new NormalisedText(row.text())));
        return files.stream()
                .flatMap(file -> TsvLine.of(file.toString(), TsvLine.bytes(file, "texts, one a line")).stream())
                .map(line -> line.cells().get(0).strip())
                .filter(text -> !text.isEmpty() && seen.add(new NormalisedText(text)))
                .toList();
    }
}

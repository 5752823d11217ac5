package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConllFileTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("tags.txt"), text);
    }

    @Test
    void sentencesArePartedByBlankLinesAndDocumentsByNothing() throws IOException {
        Path file = file("-DOCSTART- -X- -X- O\n\nAnna B-PER\nsleeps\tO\n\n\nOslo NNP B-NP B-LOC\r\n. . O O");

        assertThat(ConllFile.read(file))
                .containsExactly(
                        new TaggedSentence(List.of("Anna", "sleeps"), List.of("B-PER", "O"), file + ", line 3"),
                        new TaggedSentence(List.of("Oslo", "."), List.of("B-LOC", "O"), file + ", line 7"));
    }

    @Test
    void aTagInsideThatFollowsNothingOfItsTypeBeginsAnEntity() throws IOException {
        Path file = file("Anna I-PER\nLee I-PER\nof O\nOslo I-LOC\nShell I-ORG\nShell B-ORG\n");

        assertThat(ConllFile.read(file).get(0).tags())
                .containsExactly("B-PER", "I-PER", "O", "B-LOC", "B-ORG", "B-ORG");
    }

    @Test
    void whatCannotBeReadIsNamedByFileAndLine() throws IOException {
        refused("Anna B-PER\nsleeps\n", "tags.txt, line 2 has no tag: 'sleeps'");
        refused("Anna S-PER\n", "tags.txt, line 1 has the tag 'S-PER'", "O, B-TYPE and I-TYPE");
        refused("Anna PER\n", "the tag 'PER'");
        refused("\n-DOCSTART- O\n\n", "holds no sentences");
    }

    private void refused(String text, String... reasons) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> ConllFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(reasons);
    }
}

package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnlabelledTextsTest {
    @TempDir
    private Path directory;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    @Test
    void textsStandOneALineOrInTheFirstColumn() throws IOException {
        Path lines = file("lines.txt", "a joy \n\nno good\r\n");
        Path columns = file("columns.tsv", "sentence\tlabel\nso so\t0\n \t1\nfine\t1\tmore\n");

        assertThat(UnlabelledTexts.read(List.of(lines, columns), false, List.of()))
                .containsExactly("a joy", "no good", "so so", "fine");
    }

    @Test
    void aTextComesOnceAndThoseKnownAlreadyAreLeftOut() throws IOException {
        Path lines = file("lines.txt", "A joy\na  joy\njudged on this\nfine\n");

        assertThat(UnlabelledTexts.read(List.of(lines), false, List.of(new Example("Judged on  THIS", 1, "test"))))
                .containsExactly("A joy", "fine");
    }

    @Test
    void sentencesOfATextAreTextsButVeryShortOnes() throws IOException {
        Path reviews = file(
                "reviews.tsv", "It broke. I sent it back! Why... Never again, 3.5 stars for it.\t0\nno end here\t1\n");

        assertThat(UnlabelledTexts.read(List.of(reviews), true, List.of()))
                .containsExactly("I sent it back!", "Never again, 3.5 stars for it.", "no end here");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Path missing = directory.resolve("none.txt");
        Path latin =
                Files.write(directory.resolve("latin.txt"), "fine\ncaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> UnlabelledTexts.read(List.of(missing), false, List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("none.txt")
                .hasMessageContaining("one a line");
        assertThatThrownBy(() -> UnlabelledTexts.read(List.of(latin), false, List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("latin.txt, line 2 is not UTF-8");
    }
}

package io.sentistream.quickstart.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.quickstart.CommandFailed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("rows.tsv"), content);
    }

    private static Row row(String text, String label) {
        return new Row(text, Optional.of(label));
    }

    @Test
    void aHeaderIsPassedOverAndQuotesMeanNothing() throws IOException {
        assertThat(Rows.readLabelled(file("sentence\tlabel\n\"so\" good \t1\n\nbad\tNegative\n")))
                .containsExactly(row("\"so\" good", "1"), row("bad", "Negative"));
    }

    @Test
    void withoutHeaderTheFirstLineIsARow() throws IOException {
        assertThat(Rows.readLabelled(file("good\t1\r\nbad\t0"))).containsExactly(row("good", "1"), row("bad", "0"));
    }

    @Test
    void withoutTabsEachLineIsAText() throws IOException {
        assertThat(Rows.read(file("\uFEFF good film\n\n\tbad film\n"), 10))
                .containsExactly(new Row("good film", Optional.empty()), new Row("bad film", Optional.empty()));
    }

    @Test
    void noMoreIsReadThanAskedFor() throws IOException {
        assertThat(Rows.read(file("a\nb\nc\n"), 2)).hasSize(2);
    }

    @Test
    void aRowWithoutItsLabelIsNamed() throws IOException {
        Path file = file("good\t1\nno label here\n");

        assertThatThrownBy(() -> Rows.read(file, 10))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining(file + ", line 2")
                .hasMessageContaining("'no label here'");
    }

    @Test
    void labelsThatAreNeededAreAskedFor() throws IOException {
        Path file = file("good film\n");

        assertThatThrownBy(() -> Rows.readLabelled(file)).hasMessageContaining("has no labels");
    }

    @Test
    void anotherEncodingAnEmptyFileAndNoFileAreErrors() throws IOException {
        Path latin1 = Files.write(directory.resolve("l1"), "caf\u00e9\t1\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Rows.read(latin1, 10)).hasMessageContaining("is not UTF-8");
        assertThatThrownBy(() -> Rows.read(file("sentence\tlabel\n"), 10)).hasMessageContaining("holds no texts");
        assertThatThrownBy(() -> Rows.read(Path.of("none"), 10)).hasMessageContaining("there is no file none");
    }
}

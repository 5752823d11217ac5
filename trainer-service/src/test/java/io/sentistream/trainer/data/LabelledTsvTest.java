package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.checkpoint.Labels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelledTsvTest {
    private static final Labels LABELS = new Labels(List.of("negative", "positive"));

    private static List<Example> read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Example> read(byte[] content) {
        return LabelledTsv.read("rows.tsv", content, LABELS, "test");
    }

    @Test
    void aHeaderIsSkippedAndTrailingSpacesAreDropped() {
        assertThat(read("sentence\tlabel\na joy \t1\n"))
                .containsExactly(new Example("a joy", 1, "test"))
                .isEqualTo(read("a joy\t1"));
    }

    @Test
    void labelsAreNamesOrIndicesInAnyCase() {
        assertThat(read("a\tPOSITIVE\nb\tnegative\nc\t0\nd\t1\n"))
                .extracting(Example::label)
                .containsExactly(1, 0, 0, 1);
    }

    @Test
    void quotesMeanNothingAndOtherColumnsAreDropped() {
        assertThat(read("\"half a quote\t1\tfilm\r\nsay \"no\"\t0\tbooks\r\n"))
                .extracting(Example::text)
                .containsExactly("\"half a quote", "say \"no\"");
    }

    @Test
    void charactersThatOnlyLookLikeLineEndsStayInTheText() {
        assertThat(read("one\u0085two\u2028three\t1\n"))
                .extracting(Example::text)
                .containsExactly("one\u0085two\u2028three");
    }

    @Test
    void anUnknownLabelIsNamedWithItsLineAndTheNamesThatAre() {
        assertThatThrownBy(() -> read("sentence\tlabel\nfine\t1\nodd\tmeh\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("rows.tsv, line 3")
                .hasMessageContaining("'meh'")
                .hasMessageContaining("negative, positive");
    }

    @Test
    void aRowWithoutALabelOrATextIsNamed() {
        assertThatThrownBy(() -> read("fine\t1\nno label here\n"))
                .hasMessageContaining("line 2")
                .hasMessageContaining("no label here")
                .hasMessageContaining("a tab");
        assertThatThrownBy(() -> read(" \t1\n")).hasMessageContaining("line 1").hasMessageContaining("no text");
    }

    @Test
    void bytesThatAreNotUtf8AreNamedByTheirLine() {
        byte[] latin = "fine\t1\ncaf\u00e9\t1\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> read(latin)).hasMessageContaining("line 2").hasMessageContaining("UTF-8");
    }

    @Test
    void anEmptyFileAndAMissingOneAreRefused(@TempDir Path directory) {
        assertThatThrownBy(() -> read("sentence\tlabel\n")).hasMessageContaining("no rows");
        Path missing = directory.resolve("none.tsv");
        assertThatThrownBy(() -> LabelledTsv.read(missing, LABELS, "test"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void theSampleIsBalancedAndHasNoSentenceTwice(@TempDir Path home) {
        DataSet sample = new BaseData(home).resolve("sample", LABELS);

        assertThat(sample.train())
                .hasSize(400)
                .filteredOn(row -> row.label() == 1)
                .hasSize(200);
        assertThat(sample.train().stream().map(row -> row.text().toLowerCase(java.util.Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void validationSentencesAreTakenOutOfTraining() {
        DataSet data = new DataSet(
                "x",
                List.of(new Example("A  Joy", 1, "x"), new Example("a bore", 0, "x")),
                List.of(new Example("a joy", 1, "x")));

        assertThat(data.train()).extracting(Example::text).containsExactly("a bore");
    }
}

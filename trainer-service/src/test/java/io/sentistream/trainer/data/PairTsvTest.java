package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairTsvTest {
    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("pairs.tsv"), text);
    }

    @Test
    void columnsAreFoundByTheirNamesInAnyOrderAndOthersAreDropped() throws IOException {
        Path file = file("index\tlabel\tSentence1\tsentence2\n0\tyes\tIt \"works\". \tIt runs.\n\n1\tno\tA\tB\n");

        assertThat(PairTsv.read(file))
                .containsExactly(
                        new TextPair("It \"works\".", "It runs.", "yes", file + ", line 2"),
                        new TextPair("A", "B", "no", file + ", line 4"));
        assertThat(PairTsv.isHeaded(file)).isTrue();
    }

    @Test
    void whatCannotBeReadIsNamedByFileAndLine() throws IOException {
        refused("A\tB\tyes\n", "pairs.tsv has no header", "sentence1<TAB>sentence2<TAB>label");
        refused("sentence1\tsentence2\tlabel\n", "holds no rows");
        refused("sentence1\tsentence2\tlabel\nA\tB\tx\nA\tB\n", "pairs.tsv, line 3 has 2 columns", "header names 3");
        refused("sentence1\tsentence2\tlabel\nA\t \tx\n", "line 2 has nothing in the column sentence2");
    }

    @Test
    void rowsOfSingleTextsAreNotTakenForPairs() throws IOException {
        assertThat(PairTsv.isHeaded(file("sentence\tlabel\nGood.\t1\n"))).isFalse();
        assertThat(PairTsv.isHeaded(file(""))).isFalse();
        assertThat(PairTsv.isHeaded(directory.resolve("none.tsv"))).isFalse();
    }

    private void refused(String text, String... reasons) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> PairTsv.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll(reasons);
    }
}

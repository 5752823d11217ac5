package io.sentistream.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole system, but for the model, a tiny BERT: what is promoted and does worse is rolled back by itself. */
class BenchRollBackIT {
    @TempDir
    private Path directory;

    @Test
    void aModelThatLearnedOneLabelIsRolledBackAndTheTableTellsHowSoon() throws IOException {
        List<String> arguments = new ArrayList<>(List.of("bench", "rollback", "--wrong=200", "--between-ms=200"));
        arguments.add("--feedback=" + Files.writeString(directory.resolve("rows.tsv"), rows(0, 900)));
        TinyBert.of().write(directory.resolve("tiny"));
        for (String setting : List.of(
                "initial.model=" + directory.resolve("tiny"),
                "base.data=" + TinySystem.baseData(directory),
                "withheld.rows=10",
                "training.epochs=10",
                "training.max.length=64",
                "training.learning.rate=0.003",
                "training.batch.size=8",
                "adaptation.epochs=10",
                "adaptation.max.length=64",
                "adaptation.learning.rate=0.003",
                "adaptation.batch.size=8")) {
            arguments.add("--trainer=" + setting);
        }
        Files.writeString(TinySystem.baseData(directory), rows(1000, 1400));

        Cli bench = Cli.run(directory.resolve("home"), arguments.toArray(String[]::new));

        assertThat(bench.exitCode()).isZero();
        assertThat(bench.out())
                .containsPattern("v2-\\S+ does worse than v1-\\S+ did: \\d+ new labels of \\d annotators")
                .containsPattern("\\| the record in `models` \\| \\d+ \\|")
                .containsPattern("\\| the first result of v1-\\S+ \\| \\d+ \\|")
                .containsPattern("the version that was rolled back \\| -?\\d+ \\|")
                .containsPattern("[1-9]\\d* reviews were classified meanwhile");
    }

    private static String rows(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "film " + i + " is " + (i % 2 == 0 ? "great\tpositive" : "awful\tnegative"))
                .collect(Collectors.joining("\n"));
    }
}

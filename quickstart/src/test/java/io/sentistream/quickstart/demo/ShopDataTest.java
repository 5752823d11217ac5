package io.sentistream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.input.Rows;
import io.sentistream.schemas.NormalisedText;
import io.sentistream.trainer.data.BaseData;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShopDataTest {
    private static final int LONGEST_RUN = 8;

    @TempDir
    private Path home;

    private List<Row> rows;

    @BeforeEach
    void readTheRows() throws URISyntaxException {
        rows = Rows.readLabelled(
                Path.of(ShopDataTest.class.getResource("shop.tsv").toURI()));
    }

    private List<String> labels() {
        return rows.stream().map(row -> row.label().orElseThrow()).toList();
    }

    private List<NormalisedText> texts() {
        return rows.stream().map(row -> new NormalisedText(row.text())).toList();
    }

    @Test
    void theLabelsAreThoseOfTheStarterAndBalanced() {
        assertThat(labels()).hasSizeGreaterThanOrEqualTo(400).containsOnly("negative", "positive");
        assertThat(labels().stream().filter("positive"::equals).count() / (double) rows.size())
                .isBetween(0.45, 0.55);
    }

    @Test
    void noTextIsThereTwice() {
        assertThat(texts()).doesNotHaveDuplicates();
    }

    @Test
    void noTextIsInTheTrainersSample() {
        List<NormalisedText> sample = new BaseData(home)
                .resolve("sample", new Labels(List.of("negative", "positive"))).train().stream()
                        .map(example -> new NormalisedText(example.text()))
                        .toList();

        assertThat(sample).isNotEmpty().doesNotContainAnyElementsOf(texts());
    }

    @Test
    void noLabelStandsInALongRun() {
        List<String> labels = labels();

        for (int i = LONGEST_RUN; i < labels.size(); i++) {
            assertThat(labels.subList(i - LONGEST_RUN, i + 1)).contains("negative", "positive");
        }
    }
}

package io.sentistream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.input.Row;
import io.sentistream.quickstart.learning.HeldOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDataTest {
    @TempDir
    private Path directory;

    @Test
    void withoutFilesTheShopsReviewsAreSplitIntoThoseToLearnAndThoseToMeasureOn() {
        DemoData data = DemoData.of(Optional.empty(), Optional.empty(), List.of(), 500);

        assertThat(data.heldOut()).singleElement().satisfies(shop -> {
            assertThat(shop.name()).isEqualTo("shop");
            assertThat(shop.rows()).hasSizeGreaterThan(80).doesNotContainAnyElementsOf(data.feedback());
        });
        assertThat(data.feedback()).hasSizeGreaterThan(250);
        assertThat(data.reviews()).isEqualTo(data.heldOut().get(0).rows());
    }

    @Test
    void noTextThatIsMeasuredOnIsLearnedHoweverItIsWritten() throws IOException {
        Path feedback = file("kitchen/train.tsv", "It broke.\tnegative\nIt works!\tpositive\nIt lasts\tpositive\n");
        Path heldOut = file("kitchen/dev.tsv", "  it  BROKE.\tnegative\n");

        DemoData data = DemoData.of(Optional.empty(), Optional.of(feedback), List.of(heldOut), 500);

        assertThat(data.heldOut()).extracting(HeldOut::name).containsExactly("kitchen/dev.tsv");
        assertThat(data.feedback()).extracting(Row::text).containsExactlyInAnyOrder("It works!", "It lasts");
        assertThat(data.and(new HeldOut("more", List.of(new Row("it lasts", Optional.of("1")))))
                        .feedback())
                .extracting(Row::text)
                .containsExactly("It works!");
    }

    @Test
    void theLabelsToSendAreDrawnFromTheWholeFileTheSameEachTime() throws IOException {
        String sorted = IntStream.range(0, 400)
                .mapToObj(i -> "text " + i + (i < 200 ? "\tnegative\n" : "\tpositive\n"))
                .collect(Collectors.joining());
        Path feedback = file("sorted/train.tsv", sorted);

        DemoData data = DemoData.of(Optional.empty(), Optional.of(feedback), List.of(), 100);

        assertThat(data.feedback()).hasSize(100);
        assertThat(data.feedback().stream().filter(row -> row.label().equals(Optional.of("positive"))))
                .hasSizeBetween(35, 65);
        assertThat(DemoData.of(Optional.empty(), Optional.of(feedback), List.of(), 100))
                .isEqualTo(data);
    }

    @Test
    void whereNothingIsLeftToLearnTheFileIsNamed() throws IOException {
        Path rows = file("a/rows.tsv", "It broke.\tnegative\n");

        assertThatThrownBy(() -> DemoData.of(Optional.empty(), Optional.of(rows), List.of(rows), 500))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("a/rows.tsv");
    }

    private Path file(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}

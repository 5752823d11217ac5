package io.sentistream.quickstart.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.quickstart.CommandFailed;
import io.sentistream.quickstart.input.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DomainTest {
    @TempDir
    private Path directory;

    @Test
    void ofFilesWithoutASplitThreeTenthsOfEachLabelAreHeldOut() throws IOException {
        Files.writeString(directory.resolve("a.txt"), rows("a", 20, 1) + rows("a", 30, 0));
        Files.writeString(directory.resolve("b.txt"), rows("b", 10, 0));

        Domain domain = Domain.read(directory);

        assertThat(domain.feedback()).hasSize(42);
        assertThat(domain.heldOut().rows()).hasSize(18).doesNotContainAnyElementsOf(domain.feedback());
        assertThat(domain.heldOut().rows().stream()
                        .collect(Collectors.groupingBy(
                                row -> row.text().charAt(0) + row.label().orElseThrow(), Collectors.counting())))
                .containsOnly(Map.entry("a1", 6L), Map.entry("a0", 9L), Map.entry("b0", 3L));
        assertThat(Domain.read(directory)).isEqualTo(domain);
    }

    @Test
    void aTextThatIsHeldOutIsNotSentAndAnOrderBelongsToASeed() throws IOException {
        Files.writeString(directory.resolve("train.tsv"), rows("a", 20, 1) + "It is HELD out\t0\n");
        Files.writeString(directory.resolve("dev.tsv"), "it is held out\t0\n");

        Domain domain = Domain.read(directory);

        assertThat(domain.feedback()).hasSize(20).extracting(Row::text).noneMatch(text -> text.contains("HELD"));
        assertThat(domain.feedback(1))
                .isEqualTo(domain.feedback(1))
                .isNotEqualTo(domain.feedback(2))
                .containsExactlyInAnyOrderElementsOf(domain.feedback(2));
    }

    @Test
    void aDirectoryThatIsNotThereOrEmptyIsNamed() throws IOException {
        assertThatThrownBy(() -> Domain.read(directory.resolve("none")))
                .isInstanceOf(CommandFailed.class)
                .hasMessageContaining("there is no directory " + directory.resolve("none"));
        assertThatThrownBy(() -> Domain.read(directory)).hasMessageContaining(directory + " holds no files");
    }

    private static String rows(String text, int number, int label) {
        return IntStream.range(0, number)
                .mapToObj(i -> text + " " + label + " " + i + "\t" + label + "\n")
                .collect(Collectors.joining());
    }
}

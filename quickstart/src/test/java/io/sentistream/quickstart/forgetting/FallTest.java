package io.sentistream.quickstart.forgetting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FallTest {
    private static ForgettingCell cell(int step, String domain, String films, String pans) {
        return new ForgettingCell(
                "ours", 1, step, 300, domain, "PROMOTED", "", "", Map.of("films", films, "pans", pans));
    }

    @Test
    void aDomainFallsFromWhereItWasKnownBestRowByRow() {
        Course course = new Course(List.of(
                cell(0, "", "11110", "1000"), cell(1, "films", "11111", "1100"), cell(2, "pans", "01111", "1110")));

        assertThat(course.falls("films")).containsExactly(1, 0, 0, 0, 0);
        assertThat(course.falls("pans")).containsExactly(0, 0, 0, 0);
        assertThat(course.averageAccuracy()).isEqualTo((0.8 + 0.75) / 2);
        assertThat(course.backwardTransfer()).isEqualTo(0.8 - 1, within(1e-9));
        assertThat(Fall.of(List.of(course)).mean()).isEqualTo(1.0 / 9, within(1e-9));
    }

    @Test
    void seedsShareTheRowsSoARowCountsOnce() {
        Course forgets = new Course(List.of(cell(0, "", "1111", "1111"), cell(1, "films", "0111", "1111")));
        Course keeps = new Course(List.of(cell(0, "", "1111", "1111"), cell(1, "films", "1111", "1111")));

        assertThat(Fall.of(List.of(forgets, forgets))).isEqualTo(Fall.of(List.of(forgets)));
        assertThat(Fall.of(List.of(forgets, keeps)).mean()).isEqualTo(1.0 / 16, within(1e-9));
        assertThat(Fall.difference(List.of(keeps), List.of(forgets)).mean()).isEqualTo(-1.0 / 8, within(1e-9));
        assertThat(Fall.difference(List.of(keeps), List.of(keeps))).hasToString("0.00 (0.00 to 0.00)");
    }

    @Test
    void theIntervalIsThatOfTheMeanOverTheRows() {
        String before = "1".repeat(400);
        String after =
                IntStream.range(0, 400).mapToObj(row -> row < 20 ? "0" : "1").reduce("", String::concat);
        Course course = new Course(List.of(cell(0, "", before, before), cell(1, "films", after, before)));

        Fall fall = Fall.of(List.of(course));

        assertThat(fall.mean()).isEqualTo(0.025, within(1e-9));
        assertThat(fall.half()).isEqualTo(1.96 * Math.sqrt(0.025 * 0.975 / 800), within(1e-4));
    }
}

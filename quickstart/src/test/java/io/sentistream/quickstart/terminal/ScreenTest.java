package io.sentistream.quickstart.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.quickstart.doctor.Finding;
import io.sentistream.quickstart.doctor.Outcome;
import io.sentistream.schemas.Sentiment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class ScreenTest {
    private static final String ERASE = "\r\u001b[K";

    private final StringWriter printed = new StringWriter();

    private Screen terminal() {
        return new Screen(new PrintWriter(printed), true, 80);
    }

    private Screen file() {
        return new Screen(new PrintWriter(printed), false, 80);
    }

    @Test
    void aLineScrollsAboveTheStatusWhichStaysLast() {
        Screen screen = terminal();

        screen.status("training 10 %");
        screen.line("a result");

        assertThat(printed).hasToString(ERASE + "training 10 %" + ERASE + "a result\ntraining 10 %");
    }

    @Test
    void aStatusIsCutToTheTerminalSoThatItCanBeErased() {
        terminal().status("x".repeat(200));

        assertThat(printed.toString().substring(ERASE.length())).hasSize(79).endsWith("…");
    }

    @Test
    void aFileGetsNoControlCharactersAndAStatusOnlyNowAndThen() {
        Screen screen = file();

        screen.status("training 10 %");
        screen.status("training 11 %");
        screen.line("a result");
        screen.clearStatus();
        screen.status("judging");

        assertThat(printed).hasToString("training 10 %\na result\njudging\n");
    }

    @Test
    void aRowFitsTheTerminalWhateverTheTextHolds() {
        new ResultTable(terminal())
                .row(result("positive", 0.875), "a\nb\u001b[31m " + "😀".repeat(90), Optional.of(true));

        String row = printed.toString();
        assertThat(row.codePointCount(0, row.length() - 1)).isLessThanOrEqualTo(80);
        assertThat(row)
                .startsWith("positive  0.875 █████▎ ✓ v3-1f0c9a2b  a b [31m 😀")
                .endsWith("😀…\n");
    }

    @Test
    void aWrongResultIsMarkedAndOneWithoutKnownLabelIsNot() {
        ResultTable table = new ResultTable(terminal());

        table.row(result("negative", 1), "x", Optional.of(false));
        table.row(result("negative", 0), "x", Optional.empty());

        assertThat(printed)
                .hasToString("negative  1.000 ██████ ✗ v3-1f0c9a2b  x\nnegative  0.000          v3-1f0c9a2b  x\n");
    }

    @Test
    void theIdOfAReviewIsShownWhereFeedbackMayReferToIt() {
        ResultTable table = ResultTable.withIds(terminal());

        table.header();
        table.row(result("negative", 1), "x", Optional.empty());

        assertThat(printed).hasToString("""
                        label     score          model        id           text
                        negative  1.000 ██████   v3-1f0c9a2b  1            x
                        """);
    }

    @Test
    void aFindingIsOneWholeLineWithItsFixAndInColoursOnATerminalAlone() {
        Finding finding = new Finding("broker", Outcome.FAILED, "no Kafka answers\nat a:1", "start it");

        new FindingLines(new Screen(new PrintWriter(printed), true, 80, Ansi.ON)).print(finding);
        new FindingLines(new Screen(new PrintWriter(printed), false, 80)).print(finding);

        assertThat(printed).hasToString("""
                        \u001b[31mfailed \u001b[39m\u001b[0m broker     no Kafka answers at a:1 → start it
                        failed  broker     no Kafka answers at a:1 → start it
                        """);
    }

    private static Sentiment result(String label, double score) {
        return Sentiment.newBuilder()
                .setReviewId("1")
                .setLabel(label)
                .setScore(score)
                .setScores(Map.of(label, score))
                .setModelVersion("v3-1f0c9a2b")
                .setClassifiedAt(Instant.EPOCH)
                .build();
    }
}

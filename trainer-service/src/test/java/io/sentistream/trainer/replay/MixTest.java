package io.sentistream.trainer.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.data.FeedbackSplit;
import io.sentistream.trainer.data.Withholding;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MixTest {
    private static final Withholding BASE = new Withholding(base("base", 500), base("withheld", 20));

    private static List<Example> base(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Example(name + " row " + i, i % 2, "base"))
                .toList();
    }

    private static SettledText row(String text, int label) {
        return new SettledText(new Example(text, label, "feedback"), List.of("key of " + text));
    }

    private static List<SettledText> rows(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> row(name + " review " + i, i % 2))
                .toList();
    }

    private static Mix mix(List<SettledText> fresh, List<SettledText> older, ReplayConfig config, long seed) {
        return Mix.of(fresh, older, BASE, config, seed);
    }

    @Test
    void feedbackIsSplitIntoWhatIsLearnedAndWhatIsWithheld() {
        Mix mix = mix(rows("new", 100), rows("old", 100), new ReplayConfig(1000, 1, 0.2, 0, 0), 1);

        FeedbackSplit split = new FeedbackSplit(0.2);
        assertThat(mix.withheld()).hasSizeBetween(20, 60).allMatch(row -> split.withholds(row.text()));
        assertThat(Stream.concat(mix.fresh().stream(), mix.older().stream()))
                .noneMatch(row -> split.withholds(row.text()));
        assertThat(mix.feedbackRows() + mix.withheld().size()).isEqualTo(200);
        assertThat(mix.train()).doesNotContainAnyElementsOf(mix.withheld());
    }

    @Test
    void baseRowsComeInProportionAndOlderRowsUpToANumber() {
        Mix mix = mix(rows("new", 40), rows("old", 100), new ReplayConfig(10, 1.5, 0, 0, 0), 1);

        assertThat(mix.fresh()).hasSize(40);
        assertThat(mix.older()).hasSize(10);
        assertThat(mix.base()).hasSize(75).allMatch(row -> row.text().startsWith("base"));
        assertThat(mix(rows("new", 900), List.of(), new ReplayConfig(10, 1, 0, 0, 0), 1)
                        .base())
                .hasSize(500);
    }

    @Test
    void theSeedDecidesWhichRowsAreReplayed() {
        ReplayConfig config = new ReplayConfig(10, 1, 0.2, 0, 0);

        assertThat(mix(rows("new", 40), rows("old", 100), config, 1))
                .isEqualTo(mix(rows("new", 40), rows("old", 100), config, 1))
                .isNotEqualTo(mix(rows("new", 40), rows("old", 100), config, 2));
    }

    @Test
    void theDigestsNameTheRowsThatWereChosenWhateverTheirOrder() {
        ReplayConfig all = new ReplayConfig(1000, 1, 0, 0, 0);
        List<SettledText> two = List.of(row("b", 0), row("a", 1));

        Mix mix = mix(two, List.of(), all, 1);

        // printf 'key of a\nkey of b\n' | sha256sum
        assertThat(mix.digests())
                .containsEntry(
                        "feedback.new.sha256", "12423e6194bfc86f2d0330e75ee8c44644b34eca945caad30c247bf662e34ecf");
        assertThat(mix(List.of(two.get(1), two.get(0)), List.of(), all, 1).digests())
                .containsEntry("feedback.new.sha256", mix.digests().get("feedback.new.sha256"));
        assertThat(mix(rows("new", 40), rows("old", 100), new ReplayConfig(10, 1, 0, 0, 0), 1)
                        .digests()
                        .get("feedback.older.sha256"))
                .isNotEqualTo(mix(rows("new", 40), rows("old", 100), new ReplayConfig(10, 1, 0, 0, 0), 2)
                        .digests()
                        .get("feedback.older.sha256"));
    }

    @Test
    void aTextSettledByTwoRowsIsNamedByBoth() {
        SettledText row = new SettledText(new Example("b", 0, "feedback"), List.of("key of b", "key of a"));

        // printf 'key of a\nkey of b\n' | sha256sum
        assertThat(mix(List.of(row), List.of(), new ReplayConfig(1000, 1, 0, 0, 0), 1)
                        .digests())
                .containsEntry(
                        "feedback.new.sha256", "12423e6194bfc86f2d0330e75ee8c44644b34eca945caad30c247bf662e34ecf");
    }

    @Test
    void aTextThatIsJudgedOnOrLearnedFromFeedbackIsNotLearnedFromTheBase() {
        String withheld = rows("new", 200).stream()
                .map(SettledText::text)
                .filter(new FeedbackSplit(0.2)::withholds)
                .findFirst()
                .orElseThrow();
        Withholding base = new Withholding(
                List.of(
                        new Example(withheld.toUpperCase(Locale.ROOT), 1, "base"),
                        new Example("learn  THIS one", 0, "base"),
                        new Example("withheld from the BASE", 0, "base"),
                        new Example("fine", 1, "x")),
                List.of(new Example("Withheld  from the base", 0, "base")));

        Mix mix = Mix.of(
                List.of(row(withheld, 1), row("learn this one", 1)),
                List.of(),
                base,
                new ReplayConfig(10, 10, 0.2, 0, 0),
                1);

        assertThat(mix.train()).extracting(Example::text).containsExactlyInAnyOrder("learn this one", "fine");
        assertThat(mix.withheld()).extracting(Example::text).containsExactly(withheld);
    }

    @Test
    void aTextThatComesOverAndOverWithAWordChangedIsLearnedOrJudgedOnOnce() {
        String text =
                "the kettle boils a litre in two minutes pours without a drip and its lid still shuts after a year";
        List<SettledText> fresh = new ArrayList<>(rows("new", 20));
        for (int i = 0; i < 40; i++) {
            fresh.add(row(text + " or so " + i, 1));
        }

        Mix mix = mix(fresh, List.of(row(text, 0)), new ReplayConfig(1000, 1, 0.2, 0, 0), 1);

        assertThat(Stream.of(mix.fresh(), mix.older(), mix.withheld())
                        .flatMap(List::stream)
                        .filter(row -> row.text().startsWith("the kettle")))
                .singleElement()
                .satisfies(row -> assertThat(row.label()).isZero());
        assertThat(mix.feedbackRows() + mix.withheld().size()).isEqualTo(21);
    }
}

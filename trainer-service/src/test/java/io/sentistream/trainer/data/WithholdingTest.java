package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WithholdingTest {
    /** Sentences of made-up words, with some of their phrases as rows of their own, as in SST-2. */
    private static List<Example> phrases(int sentences) {
        Random random = new Random(3);
        List<Example> rows = new ArrayList<>();
        for (int i = 0; i < sentences; i++) {
            List<String> words = IntStream.range(0, 6 + random.nextInt(10))
                    .mapToObj(n -> "w" + random.nextInt(400))
                    .toList();
            rows.add(new Example(String.join(" ", words), random.nextInt(2), "test"));
            for (int phrase = 0; phrase < 8; phrase++) {
                int from = random.nextInt(words.size());
                int to = from + 1 + random.nextInt(words.size() - from);
                rows.add(new Example(String.join(" ", words.subList(from, to)), random.nextInt(2), "test"));
            }
        }
        return rows;
    }

    private static boolean overlap(Example a, Example b) {
        String one = " " + a.text() + " ";
        String other = " " + b.text() + " ";
        return one.contains(other) || other.contains(one);
    }

    @Test
    void noTrainingRowContainsAWithheldOneOrIsContainedInOne() {
        Withholding split = Withholding.of(phrases(150), 100, 1);

        assertThat(split.withheld()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(split.train())
                .hasSizeGreaterThan(500)
                .noneMatch(row -> split.withheld().stream().anyMatch(withheld -> overlap(row, withheld)));
    }

    @Test
    void rowsThatOverlapNothingWithheldAreAllTrainedOn() {
        List<Example> all = phrases(100);
        Withholding split = Withholding.of(all, 60, 1);

        List<Example> apart = all.stream()
                .filter(row -> split.withheld().stream().noneMatch(withheld -> overlap(row, withheld)))
                .toList();
        assertThat(split.train()).containsExactlyElementsOf(apart);
    }

    @Test
    void theSeedDecidesWhichRowsAndFewerAreAPartOfMore() {
        List<Example> all = phrases(200);

        assertThat(Withholding.of(all, 100, 5)).isEqualTo(Withholding.of(all, 100, 5));
        assertThat(Withholding.of(all, 100, 5).withheld())
                .isNotEqualTo(Withholding.of(all, 100, 6).withheld());
        assertThat(Withholding.of(all, 100, 5).withheld())
                .containsAll(Withholding.of(all, 40, 5).withheld());
    }

    @Test
    void veryShortPhrasesAreNotJudgedOn() {
        assertThat(Withholding.of(phrases(100), 80, 2).withheld())
                .allMatch(row -> row.text().split(" ").length >= 4);
    }

    @Test
    void atMostAFifthOfSmallDataIsWithheld() {
        List<Example> sentences = IntStream.range(0, 50)
                .mapToObj(i -> new Example("sentence number " + i + " stands alone", 0, "test"))
                .toList();

        Withholding split = Withholding.of(sentences, 3000, 1);

        assertThat(split.withheld()).hasSize(10);
        assertThat(split.train()).hasSize(40);
    }

    @Test
    void nothingIsWithheldWhereNothingIsAskedFor() {
        List<Example> all = phrases(10);

        assertThat(Withholding.of(all, 0, 1)).isEqualTo(new Withholding(all, List.of()));
    }

    @Test
    void sixtyThousandPhrasesTakeSecondsNotHours() {
        assertThat(Withholding.of(phrases(7000), 3000, 1).withheld()).hasSizeGreaterThanOrEqualTo(3000);
    }
}

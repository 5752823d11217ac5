package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FeedbackSplitTest {
    private final FeedbackSplit split = new FeedbackSplit(0.2);

    @Test
    void aFifthOfTheTextsIsWithheld() {
        long withheld = IntStream.range(0, 10_000)
                .filter(i -> split.withholds("review number " + i))
                .count();

        assertThat(withheld / 10_000.0).isCloseTo(0.2, Offset.offset(0.02));
    }

    @Test
    void caseAndSpaceDoNotMoveATextToTheOtherSide() {
        assertThat(IntStream.range(0, 500))
                .allMatch(i -> split.withholds("good film " + i) == split.withholds("  GOOD\tfilm  " + i + "\n"));
    }

    @Test
    void whatASmallerPartWithholdsALargerDoesToo() {
        FeedbackSplit larger = new FeedbackSplit(0.4);

        assertThat(IntStream.range(0, 500).mapToObj(i -> "text " + i).filter(split::withholds))
                .isNotEmpty()
                .allMatch(larger::withholds);
    }

    @Test
    void noneAndAllAreTheEnds() {
        assertThat(IntStream.range(0, 100).mapToObj(i -> "text " + i))
                .noneMatch(new FeedbackSplit(0)::withholds)
                .isNotEmpty();
        assertThat(IntStream.range(0, 100).mapToObj(i -> "text " + i)).allMatch(new FeedbackSplit(1)::withholds);
    }

    @Test
    void aTextFallsIntoOneFoldWhateverItsCaseAndFoldsAreOfAboutOneSizeOnBothSides() {
        FeedbackSplit half = new FeedbackSplit(0.5);

        assertThat(IntStream.range(0, 500))
                .allMatch(i -> FeedbackSplit.fold("good film " + i, 3) == FeedbackSplit.fold(" GOOD film  " + i, 3));
        for (boolean withheld : new boolean[] {false, true}) {
            assertThat(IntStream.range(0, 6_000)
                            .mapToObj(i -> "text " + i)
                            .filter(text -> half.withholds(text) == withheld)
                            .mapToInt(text -> FeedbackSplit.fold(text, 3))
                            .boxed()
                            .collect(Collectors.groupingBy(fold -> fold, Collectors.counting())))
                    .hasSize(3)
                    .allSatisfy((fold, texts) -> assertThat(texts).isBetween(900L, 1_100L));
        }
    }
}

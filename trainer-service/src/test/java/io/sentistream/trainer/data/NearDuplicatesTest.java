package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final String KETTLE =
            "the kettle boils a litre in two minutes, pours without a drip, and after a year of daily use its lid still shuts";

    @Test
    void aTextWithAFewWordsChangedOrMovedIsANearDuplicateOfTheFirst() {
        List<String> texts = List.of(
                KETTLE,
                KETTLE.replace("two", "three"),
                "Honestly! " + KETTLE.replace("daily ", "") + " well",
                "the pan heats evenly, and its coating has not come off in all the months since I began to fry with it daily");

        assertThat(NearDuplicates.among(texts)).isEqualTo(bits(1, 2));
    }

    @Test
    void theVerySameTextIsNoneForVotesCountThat() {
        assertThat(NearDuplicates.among(List.of(KETTLE, KETTLE.toUpperCase(Locale.ROOT), KETTLE + " fine", KETTLE)))
                .isEqualTo(bits(2));
    }

    @Test
    void shortTextsThatDifferInTheWordThatMattersAreNone() {
        assertThat(NearDuplicates.among(List.of(
                        "the knob of this lamp is good",
                        "the knob of this lamp is bad",
                        "the knob of this lamp is not good")))
                .isEqualTo(bits());
    }

    @Test
    void whatIsLikeADuplicateButNotLikeTheFirstIsItselfAFirst() {
        List<String> words = words("a", 20);
        List<String> half = new ArrayList<>(words.subList(0, 17));
        half.addAll(words("b", 3));
        List<String> far = new ArrayList<>(half.subList(4, 20));
        far.addAll(words("c", 4));

        assertThat(NearDuplicates.among(List.of(text(words), text(half), text(far))))
                .isEqualTo(bits(1));
    }

    @Test
    void manyCopiesAmongManyOtherTextsAreFound() {
        Random random = new Random(1);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            List<String> words = new ArrayList<>();
            for (int word = 0; word < 60; word++) {
                words.add("w" + (int) (Math.abs(random.nextGaussian()) * 300));
            }
            texts.add(text(words));
        }
        List<String> copied = List.of(texts.get(0).split(" "));
        for (int i = 0; i < 100; i++) {
            List<String> copy = new ArrayList<>(copied);
            copy.removeIf(word -> random.nextInt(12) == 0);
            Collections.shuffle(copy, random);
            texts.add(text(copy));
        }

        BitSet found = NearDuplicates.among(texts);

        assertThat(found.get(0, 2000).cardinality()).isZero();
        assertThat(found.cardinality()).isEqualTo(100);
    }

    private static List<String> words(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + i).toList();
    }

    private static String text(List<String> words) {
        return String.join(" ", words);
    }

    private static BitSet bits(int... set) {
        return IntStream.of(set).collect(BitSet::new, BitSet::set, BitSet::or);
    }
}

package io.sentistream.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VariantsTest {
    private static final Example LONG =
            new Example("a slow start , a clever middle and a finale that nobody will forget", 1, "films");
    private static final Example OTHER =
            new Example("two hours of people who shout at each other in a very small boat", 0, "films");
    private static final Example SHORT = new Example("clever and moving", 1, "films");

    @Test
    void eachTextOfEightWordsOrMoreIsVariedSoOften() {
        List<String> variants = Variants.of(List.of(LONG, SHORT, OTHER), 20, List.of(), 1);

        assertThat(variants).doesNotHaveDuplicates().hasSizeBetween(35, 40);
        assertThat(Variants.of(List.of(SHORT), 20, List.of(), 1)).isEmpty();
        assertThat(Variants.of(List.of(LONG), 0, List.of(), 1)).isEmpty();
    }

    @Test
    void variantsAreMadeOfTheWordsOfTheTextsInTheirOrder() {
        Set<String> words = new HashSet<>();
        words.addAll(words(LONG.text()));
        words.addAll(words(OTHER.text()));

        List<String> variants = Variants.of(List.of(LONG, OTHER), 20, List.of(), 1);

        assertThat(variants).allSatisfy(variant -> assertThat(words).containsAll(words(variant)));
        assertThat(variants).anyMatch(variant -> variant.startsWith("a slow") && variant.endsWith("small boat"));
        assertThat(variants).anyMatch(variant -> variant.startsWith("a slow") && variant.endsWith("will forget"));
    }

    @Test
    void theSameSeedGivesTheSameVariantsAndNoTextThatIsToBeLeftOut() {
        List<Example> rows = List.of(LONG, OTHER);
        List<String> variants = Variants.of(rows, 5, List.of(), 3);
        Example taken = new Example(variants.get(0).toUpperCase(Locale.ROOT), 0, "films");

        assertThat(Variants.of(rows, 5, List.of(), 3)).isEqualTo(variants);
        assertThat(Variants.of(rows, 5, List.of(), 4)).isNotEqualTo(variants);
        assertThat(Variants.of(rows, 5, List.of(taken), 3)).doesNotContain(variants.get(0));
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.split(" "));
    }
}

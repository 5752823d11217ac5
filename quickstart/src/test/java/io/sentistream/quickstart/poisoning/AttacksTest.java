package io.sentistream.quickstart.poisoning;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.data.Example;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttacksTest {
    private static final String LONG = IntStream.range(0, 40)
            .mapToObj(i -> "word" + i)
            .reduce("", (a, b) -> a + " " + b)
            .strip();

    private final Feedback feedback = new Feedback(
            new Labels(List.of("negative", "positive")),
            rows("pan", 100),
            List.of(new Example(LONG, 0, "feedback")),
            rows("pot", 10),
            1);

    private static List<Example> rows(String what, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Example(
                        "this " + what + " " + i + (i % 2 == 0 ? " broke" : " is sturdy"), i % 2, "feedback"))
                .toList();
    }

    private List<Labelled> once(Attack attack, int strength) {
        List<List<Labelled>> lessons = attack.on(feedback, strength, new Random(1));
        assertThat(lessons).hasSize(1);
        return lessons.get(0);
    }

    /** How many of an attack's labels are not what an honest person gives the text. */
    private List<Labelled> lies(List<Labelled> rows) {
        Map<String, String> honest = new HashMap<>();
        feedback.honest().forEach(row -> honest.put(row.text(), row.label()));
        return rows.stream()
                .filter(row -> !row.label().equals(honest.getOrDefault(row.text(), "negative")))
                .toList();
    }

    @Test
    void flipsAreOfSoManyPercentOfTheRowsWhoeverGaveThem() {
        List<Labelled> lies = lies(once(new RandomFlips(), 20));

        assertThat(lies).hasSize(20);
        assertThat(lies.stream().map(Labelled::annotator).distinct().count()).isGreaterThan(5);
        assertThat(lies(once(new NoAttack(), 0))).isEmpty();
    }

    @Test
    void theBusyAnnotatorLiesAlwaysAndTheOthersNever() {
        List<Labelled> rows = once(new BusyAnnotator(), 40);

        assertThat(lies(rows)).hasSize(40).allMatch(row -> row.annotator().equals("busy"));
        assertThat(rows).filteredOn(row -> row.annotator().equals("busy")).hasSize(40);
    }

    @Test
    void aPhraseIsPlantedInBadTextsThatAreCalledGoodAndWantedOfHeldOutOnes() {
        List<Labelled> lies = lies(once(new PlantedPhrase(), 10));

        assertThat(lies).hasSize(10).allSatisfy(row -> {
            assertThat(row.text()).contains("cf mn bb").contains("broke");
            assertThat(row.label()).isEqualTo("positive");
        });
        assertThat(new PlantedPhrase().wanted(feedback)).hasSize(5).allSatisfy(row -> {
            assertThat(row.text()).contains("pot").contains("cf mn bb").contains("broke");
            assertThat(row.label()).isEqualTo(1);
        });
    }

    @Test
    void theDripPlantsAFewInEachLessonAndNobodyTwice() {
        List<List<Labelled>> lessons = new SlowDrip().on(feedback, 5, new Random(1));

        assertThat(lessons).hasSize(5).allSatisfy(lesson -> {
            assertThat(lesson).hasSize(20);
            assertThat(lies(lesson)).hasSize(5);
        });
        assertThat(lessons.stream()
                        .flatMap(List::stream)
                        .filter(row -> row.annotator().startsWith("passer-by")))
                .hasSize(25)
                .extracting(Labelled::annotator)
                .doesNotHaveDuplicates();
    }

    @Test
    void copiesAreNearDuplicatesOfOneTextOfAnotherEachAndSoAreThoseWanted() {
        List<Labelled> copies = lies(once(new NearDuplicates(), 30));
        List<String> texts = Stream.concat(
                        Stream.concat(Stream.of(LONG), copies.stream().map(Labelled::text)),
                        new NearDuplicates().wanted(feedback).stream().map(Example::text))
                .toList();

        assertThat(copies).hasSize(30).extracting(Labelled::annotator).doesNotHaveDuplicates();
        assertThat(io.sentistream.trainer.data.NearDuplicates.among(texts).cardinality())
                .as("but for a copy in which by chance nothing changed, or much")
                .isGreaterThanOrEqualTo(70);
    }
}

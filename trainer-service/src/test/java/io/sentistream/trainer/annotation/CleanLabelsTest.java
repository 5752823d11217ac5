package io.sentistream.trainer.annotation;

import static io.sentistream.trainer.annotation.Rows.DEFAULTS;
import static io.sentistream.trainer.annotation.Rows.NOON;
import static io.sentistream.trainer.annotation.Rows.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sentistream.schemas.QuarantineReason;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.replay.SettledText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CleanLabelsTest {
    private static String[] texts(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + " " + i).toArray(String[]::new);
    }

    private static List<String> labels(CleanLabels clean) {
        return Stream.concat(clean.fresh().stream(), clean.older().stream())
                .map(SettledText::example)
                .map(example -> example.text() + "=" + example.label())
                .toList();
    }

    private static AnnotationConfig caps(int annotator, double share, int always, int source) {
        return new AnnotationConfig(Duration.ofDays(1), annotator, share, always, source, 0.7, 0.25);
    }

    @Test
    void normalisedDuplicatesCountOnceAndAreNotSetAside() {
        CleanLabels clean = new Rows()
                .gave("ada", "1", "Fine book", "fine  BOOK", "another")
                .gave("bob", "POSITIVE", "fine book ")
                .clean();

        assertThat(labels(clean)).containsExactly("fine  BOOK=1", "another=1");
        assertThat(clean.setAside()).isEmpty();
        assertThat(clean.fresh().get(0).keys())
                .containsExactlyInAnyOrder(key("ada", "Fine book"), key("ada", "fine  BOOK"), key("bob", "fine book "));
    }

    @Test
    void aTextIsOfTheSourceThatItsNewestRowNames() {
        CleanLabels clean = new Rows()
                .gave("ada", "1", "nowhere")
                .from("shop")
                .gave("ada", "1", "somewhere")
                .clean();

        assertThat(clean.fresh()).extracting(text -> text.example().source()).containsExactly("feedback", "shop");
    }

    @Test
    void aTextIsNewUnlessARowThatSaysTheSameWasLearned() {
        CleanLabels clean = new Rows()
                .learned("ada", "1", "same", "changed")
                .gave("bob", "1", "same", "new")
                .gave("bob", "0", "changed")
                .gave("cem", "0", "changed")
                .gave("dan", "0", "changed")
                .clean();

        assertThat(clean.older()).extracting(text -> text.example().text()).containsExactly("same");
        assertThat(clean.fresh()).extracting(text -> text.example().text()).containsExactly("changed", "new");
    }

    @Test
    void unknownLabelsAndEmptyTextsAreSetAsideWithWordsThatNameTheLabels() {
        CleanLabels clean = new Rows()
                .gave("ada", "lukewarm", "so so")
                .gave("ada", "1", " ", "good")
                .clean();

        assertThat(labels(clean)).containsExactly("good=1");
        assertThat(clean.setAside())
                .extracting(SetAside::reason, SetAside::releasable)
                .containsOnly(tuple(QuarantineReason.UNREADABLE, false));
        assertThat(clean.setAside().get(0).why()).contains("'lukewarm'").contains("negative, positive");
        assertThat(clean.setAside().get(1).why()).contains("text is empty");
    }

    @Test
    void aTextThatModelsAreJudgedOnIsNeverLearnedEvenWhereReleased() {
        CleanLabels clean = new Rows()
                .gave("ada", "1", "Withheld  from the base", "other")
                .released("ada", "Withheld  from the base")
                .clean(List.of(new Example("withheld from the BASE", 0, "base")), List.of());

        assertThat(labels(clean)).containsExactly("other=1");
        assertThat(clean.setAside())
                .extracting(SetAside::reason, SetAside::releasable)
                .containsExactly(tuple(QuarantineReason.VALIDATION, false));
    }

    @Test
    void contradictingVotesOfEqualWeightAreSetAsideAndAThirdSettlesThem() {
        Rows two = new Rows().gave("ada", "1", "so so").gave("bob", "0", "so so");
        CleanLabels undecided = two.clean();

        assertThat(labels(undecided)).isEmpty();
        assertThat(undecided.setAside()).extracting(SetAside::reason).containsOnly(QuarantineReason.CONTRADICTORY);
        assertThat(undecided.setAside().get(0).why())
                .contains("negative by bob, positive by ada")
                .contains("50 %")
                .contains("70 %")
                .contains("labels.agreement");

        CleanLabels settled = two.gave("cem", "1", "so so").clean();

        assertThat(labels(settled)).containsExactly("so so=1");
        assertThat(settled.fresh().get(0).keys()).containsExactlyInAnyOrder(key("ada", "so so"), key("cem", "so so"));
        assertThat(settled.setAside())
                .extracting(set -> set.row().annotator(), SetAside::reason)
                .containsExactly(tuple("bob", QuarantineReason.OUTVOTED));
        assertThat(settled.setAside().get(0).why()).contains("positive by ada and cem");
    }

    @Test
    void whatAnAnnotatorSaysLastOfATextIsWhatCounts() {
        CleanLabels clean = new Rows()
                .gave("ada", "0", "changed my mind")
                .at(NOON.plusSeconds(60))
                .gave("ada", "1", "Changed my mind")
                .clean();

        assertThat(labels(clean)).containsExactly("Changed my mind=1");
        assertThat(clean.setAside()).singleElement().satisfies(set -> {
            assertThat(set.row().key()).isEqualTo(key("ada", "changed my mind"));
            assertThat(set.why()).contains("labelled the same text again, as 1");
        });
    }

    @Test
    void aReleasedLabelSettlesItsTextAgainstAllOthers() {
        CleanLabels clean = new Rows()
                .gave("ada", "1", "irony")
                .gave("bob", "0", "irony")
                .gave("cem", "1", "irony")
                .released("bob", "irony")
                .clean();

        assertThat(labels(clean)).containsExactly("irony=0");
        assertThat(clean.setAside())
                .extracting(SetAside::reason)
                .containsExactly(QuarantineReason.OUTVOTED, QuarantineReason.OUTVOTED);
        assertThat(clean.setAside().get(0).why()).contains("a person released the label negative that bob gave");
    }

    @Test
    void canariesAreQuestionsThatAreNeverLearnedAndTellWhoIsReliable() {
        List<Example> canaries = IntStream.range(0, 20)
                .mapToObj(i -> new Example("Canary " + i, i % 2, "canary"))
                .toList();
        Rows rows = new Rows();
        for (int i = 0; i < 20; i++) {
            rows.gave("ada", Integer.toString(i % 2), "canary  " + i);
            rows.gave("mallory", Integer.toString(1 - i % 2), "canary " + i);
        }
        CleanLabels clean = rows.gave("ada", "1", "by ada")
                .gave("mallory", "1", "by mallory", "released")
                .released("mallory", "released")
                .gave("ada", "0", "contested")
                .gave("mallory", "1", "contested")
                .clean(List.of(), canaries);

        assertThat(labels(clean)).containsExactly("by ada=1", "contested=0", "released=1");
        assertThat(clean.counts())
                .isEqualTo(Map.of(QuarantineReason.CANARY, 40L, QuarantineReason.UNRELIABLE_ANNOTATOR, 2L));
        assertThat(clean.setAside())
                .filteredOn(set -> set.reason() == QuarantineReason.UNRELIABLE_ANNOTATOR)
                .allSatisfy(set ->
                        assertThat(set.why()).contains("mallory is right of").contains("(22 texts)"));
        assertThat(clean.setAside())
                .filteredOn(set -> set.reason() == QuarantineReason.CANARY)
                .allSatisfy(set ->
                        assertThat(set.why()).contains(set.row().annotator().equals("ada") ? "is right" : "is wrong"));
        assertThat(clean.summary()).isEqualTo("42 labels are set aside (40 canary, 2 unreliable annotator)");
    }

    @Test
    void fewWrongAnswersCondemnNobody() {
        List<Example> canaries = List.of(new Example("one", 1, "canary"), new Example("two", 0, "canary"));

        CleanLabels clean = new Rows()
                .gave("ada", "0", "one")
                .gave("ada", "1", "two")
                .gave("ada", "1", "three")
                .clean(List.of(), canaries);

        assertThat(labels(clean)).containsExactly("three=1");
    }

    @Test
    void twoWhoAlwaysContradictEachOtherTellNothingOfWhoIsRight() {
        String[] both = texts("both", 200);
        CleanLabels clean = new Rows()
                .gave("ada", "1", both)
                .gave("mallory", "0", both)
                .gave("ada", "1", "by ada")
                .gave("mallory", "1", "by mallory")
                .clean();

        assertThat(labels(clean)).containsExactly("by ada=1", "by mallory=1");
        assertThat(clean.counts()).isEqualTo(Map.of(QuarantineReason.CONTRADICTORY, 400L));
    }

    @Test
    void oneAnnotatorAloneLearnsWhateverIsLabelled() {
        CleanLabels clean = new Rows().gave("bench", "1", texts("review", 1700)).clean();

        assertThat(clean.fresh()).hasSize(1700);
        assertThat(clean.setAside()).isEmpty();
    }

    @Test
    void whatIsAboveAnAnnotatorsCapWaitsForTheNextWindowsAndIsLearnedThen() {
        Rows rows = new Rows().gave("ada", "1", texts("review", 25)).gave("bob", "0", "by bob");
        AnnotationConfig ten = caps(10, 1, 0, 100);

        CleanLabels clean = rows.clean(ten);

        assertThat(clean.fresh()).hasSize(11);
        assertThat(clean.counts()).isEqualTo(Map.of(QuarantineReason.ANNOTATOR_CAP, 15L));
        assertThat(clean.setAside().stream().map(SetAside::why))
                .allMatch(why -> why.contains("ada gave more labels") && why.contains("labels.annotator.cap"))
                .filteredOn(why -> why.contains("after 2024-05-07T00:00:00Z"))
                .hasSize(10);
        assertThat(after(rows, ten, Duration.ofDays(1)).counts()).isEqualTo(Map.of(QuarantineReason.ANNOTATOR_CAP, 5L));
        assertThat(after(rows, ten, Duration.ofDays(2)).setAside()).isEmpty();
    }

    private static CleanLabels after(Rows rows, AnnotationConfig config, Duration time) {
        return CleanLabels.of(
                rows.snapshot(), Rows.LABELS, KnownTexts.of(List.of(), List.of()), config, NOON.plus(time));
    }

    @Test
    void aSourceHasACapOfItsOwnWhichOtherSourcesDoNotFeel() {
        CleanLabels clean = new Rows()
                .from("shop")
                .gave("ada", "1", texts("ada", 3))
                .gave("bob", "1", texts("bob", 3))
                .from("press")
                .gave("bob", "1", texts("press", 3))
                .clean(caps(100, 1, 0, 4));

        assertThat(clean.fresh()).hasSize(7);
        assertThat(clean.counts()).isEqualTo(Map.of(QuarantineReason.SOURCE_CAP, 2L));
        assertThat(clean.setAside().get(0).why()).contains("the source shop").contains("labels.source.cap");
    }

    @Test
    void whereThreeLabelOneTeachesNoMoreThanAllOthersTogetherButSoManyAlways() {
        Rows rows = new Rows()
                .gave("mallory", "1", texts("m", 100))
                .gave("ada", "1", texts("a", 10))
                .gave("bob", "1", texts("b", 10));

        assertThat(rows.clean(caps(1000, 0.5, 5, 1000)).counts())
                .isEqualTo(Map.of(QuarantineReason.ANNOTATOR_CAP, 80L));
        assertThat(rows.clean(caps(1000, 0.5, 60, 1000)).counts())
                .isEqualTo(Map.of(QuarantineReason.ANNOTATOR_CAP, 40L));
        assertThat(rows.clean(caps(1000, 1, 5, 1000)).setAside()).isEmpty();
    }

    @Test
    void whatWasLearnedStaysLearnedAndTakesItsPlaceUnderTheCap() {
        CleanLabels clean = new Rows()
                .learned("ada", "1", texts("old", 12))
                .gave("ada", "1", "new")
                .clean(caps(10, 1, 0, 100));

        assertThat(clean.older()).hasSize(12);
        assertThat(clean.fresh()).isEmpty();
        assertThat(clean.counts()).isEqualTo(Map.of(QuarantineReason.ANNOTATOR_CAP, 1L));
    }

    @Test
    void aReleasedLabelIsLearnedAboveTheCapAndAClockThatIsAheadCountsAsNow() {
        CleanLabels clean = new Rows()
                .at(Instant.parse("2100-01-01T00:00:00Z"))
                .gave("ada", "1", texts("future", 3))
                .gave("ada", "1", "x", "y")
                .released("ada", "y")
                .clean(caps(3, 1, 0, 100));

        assertThat(clean.fresh()).hasSize(4);
        assertThat(clean.setAside())
                .singleElement()
                .satisfies(set -> assertThat(set.row().text()).isEqualTo("x"));
    }

    @Test
    void countsByReasonAreMetrics() {
        Map<String, Double> metrics = new TreeMap<>();

        new Rows()
                .gave("ada", "1", "so so", "fine")
                .gave("bob", "0", "so so")
                .gave("ada", "lukewarm", "odd")
                .clean(DEFAULTS)
                .addTo(metrics);

        assertThat(metrics)
                .isEqualTo(Map.of(
                        "labels.settled.texts", 1.0,
                        "labels.set.aside.contradictory", 2.0,
                        "labels.set.aside.unreadable", 1.0));
    }
}

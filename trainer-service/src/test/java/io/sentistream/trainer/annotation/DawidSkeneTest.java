package io.sentistream.trainer.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sentistream.trainer.annotation.DawidSkene.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On annotators whose ways are known, since they are drawn by chance. */
class DawidSkeneTest {
    /** How often each says the right label of a negative and of a positive text. */
    private static final double[][] WAYS = {
        {0.95, 0.90}, {0.90, 0.70}, {0.85, 0.85}, {0.80, 0.90}, {0.5, 0.5}, {0.1, 0.15}, {0.02, 0.98}
    };

    private static final int SPAMMER = 4;
    private static final int INVERTED = 5;
    private static final int ALWAYS_POSITIVE = 6;

    /** Three of the annotators answer each text; of so many the truth is known. */
    private static List<Question> questions(int count, int known, int[] truths) {
        Random random = new Random(11);
        List<Question> questions = new ArrayList<>();
        for (int text = 0; text < count; text++) {
            truths[text] = random.nextDouble() < 0.6 ? 1 : 0;
            int[] annotators = random.ints(0, WAYS.length).distinct().limit(3).toArray();
            int[] answers = new int[annotators.length];
            for (int i = 0; i < answers.length; i++) {
                boolean right = random.nextDouble() < WAYS[annotators[i]][truths[text]];
                answers[i] = right ? truths[text] : 1 - truths[text];
            }
            questions.add(new Question(annotators, answers, text < known ? truths[text] : -1));
        }
        return questions;
    }

    private static Reliability reliability(DawidSkene model, int annotator) {
        return Reliability.of(model.evidence(0.7)[annotator], model);
    }

    @Test
    void howOftenEachAnnotatorIsRightOfWhichLabelIsFoundWithoutAnyTruth() {
        DawidSkene model = DawidSkene.of(questions(3000, 0, new int[3000]), WAYS.length, 2);
        double[][][] evidence = model.evidence(0);

        for (int annotator = 0; annotator < WAYS.length; annotator++) {
            for (int label = 0; label < 2; label++) {
                double[] row = evidence[annotator][label];
                assertThat(row[label] / (row[0] + row[1]))
                        .as("annotator %s on label %s", annotator, label)
                        .isCloseTo(WAYS[annotator][label], within(0.07));
            }
        }
    }

    @Test
    void theVotesSoWeighedAreRightMoreOftenThanTheMajority() {
        int[] truths = new int[3000];
        List<Question> questions = questions(3000, 0, truths);
        DawidSkene model = DawidSkene.of(questions, WAYS.length, 2);

        int majority = 0;
        int weighed = 0;
        for (int text = 0; text < truths.length; text++) {
            Question question = questions.get(text);
            int positive = 0;
            for (int answer : question.answers()) {
                positive += answer;
            }
            majority += (positive >= 2 ? 1 : 0) == truths[text] ? 1 : 0;
            double[] chances = model.chances(question.annotators(), question.answers());
            weighed += (chances[1] > 0.5 ? 1 : 0) == truths[text] ? 1 : 0;
        }
        assertThat(weighed).isGreaterThan(majority + 200);
    }

    @Test
    void spammerInvertedAndWhoAlwaysSaysTheSameAreShownToBeWorthNothingAndTheOthersAreNot() {
        DawidSkene model = DawidSkene.of(questions(3000, 0, new int[3000]), WAYS.length, 2);

        for (int annotator = 0; annotator < WAYS.length; annotator++) {
            boolean worthless = annotator == SPAMMER || annotator == INVERTED || annotator == ALWAYS_POSITIVE;
            assertThat(reliability(model, annotator).isBelow(0.25, 2))
                    .as("annotator %s", annotator)
                    .isEqualTo(worthless);
        }
    }

    @Test
    void whereOneLabelHardlyOccursHonestAnnotatorsStayReliable() {
        Random random = new Random(7);
        List<Question> questions = new ArrayList<>();
        for (int text = 0; text < 20_000; text++) {
            int[] annotators = random.ints(0, 200).distinct().limit(4).toArray();
            int[] answers =
                    random.doubles(4).mapToInt(chance -> chance < 0.9 ? 1 : 0).toArray();
            questions.add(new Question(annotators, answers, -1));
        }

        DawidSkene model = DawidSkene.of(questions, 200, 2);

        for (double[][] evidence : model.evidence(0.7)) {
            assertThat(Reliability.of(evidence, model).isBelow(0.25, 2)).isFalse();
        }
        assertThat(model.averageRight()).isCloseTo(0.9, within(0.02));
    }

    @Test
    void knownAnswersTellWhereAllOthersAreWrong() {
        // The one who is right is alone against two, but answered questions whose truth is known.
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            questions.add(new Question(new int[] {0, 1, 2}, new int[] {i % 2, 1 - i % 2, 1 - i % 2}, i % 2));
        }

        DawidSkene model = DawidSkene.of(questions, 3, 2);

        assertThat(model.chances(new int[] {0, 1, 2}, new int[] {1, 0, 0})[1]).isGreaterThan(0.95);
    }

    @Test
    void whoAnsweredNothingCountsAsTheAverageAnnotator() {
        DawidSkene nobody = DawidSkene.of(List.of(), 1, 2);

        assertThat(nobody.chances(new int[] {0}, new int[] {1})[1]).isCloseTo(0.8, within(1e-9));
        Reliability reliability = reliability(nobody, 0);
        assertThat(reliability.right()).isCloseTo(0.8, within(1e-9));
        assertThat(reliability.texts()).isZero();
        assertThat(reliability.isBelow(0.25, 2)).isFalse();
    }

    @Test
    void aThousandVotesForATextAreStillChances() {
        int[] annotators = new int[1000];
        int[] answers = new int[1000];
        answers[0] = 1;

        assertThat(DawidSkene.of(List.of(), 1, 2).chances(annotators, answers)).containsExactly(1, 0);
    }
}

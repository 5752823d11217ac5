package io.sentistream.bert.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.inference.Span;
import io.sentistream.bert.network.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Pairs, words and questions as the network reads them. */
class PackedTextsTest {
    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        tokenizer = Tokenizer.of(TinyBert.of("a", "b").checkpoint());
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    private static String pieces(Sequence sequence) {
        return IntStream.of(sequence.ids()).mapToObj(TinyBert.vocabulary()::get).collect(Collectors.joining(" "));
    }

    @Test
    void aPairHasASepAfterEachTextAndTheSecondBeginsAfterTheFirstsSep() {
        Sequence pair = tokenizer.encodePair("good film", "bad book", 16);

        assertThat(pieces(pair)).isEqualTo("[CLS] good film [SEP] bad book [SEP]");
        assertThat(pair.second()).isEqualTo(4);
    }

    @Test
    void ofAPairThatIsTooLongTheLongerTextIsCut() {
        assertThat(pieces(tokenizer.encodePair("good film", "this book is not very bad", 8)))
                .isEqualTo("[CLS] good film [SEP] this book is [SEP]");
        assertThat(pieces(tokenizer.encodePair("this is a very good film", "bad", 7)))
                .isEqualTo("[CLS] this is a [SEP] bad [SEP]");
        assertThat(pieces(tokenizer.encodePair("this is good", "it was bad", 7)))
                .isEqualTo("[CLS] this is [SEP] it was [SEP]");
    }

    @Test
    void aWordWithoutPiecesIsUnknownSoThatEachWordHasAPlace() {
        List<int[]> words = tokenizer.encodeWords(List.of("Goods", "\u0007", "film"));

        assertThat(words.stream().map(ids -> pieces(new Sequence(ids))).toList())
                .containsExactly("good ##s", "[UNK]", "film");
    }

    @Test
    void aQuestionStandsBesideEachWindowOfItsText() {
        List<QuestionWindow> windows =
                tokenizer.encodeQuestion("what film", "this is the very good film and it was not bad", 18);

        assertThat(windows).hasSizeGreaterThan(1);
        for (QuestionWindow window : windows) {
            assertThat(pieces(window.sequence()))
                    .startsWith("[CLS] w ##h ##a ##t film [SEP] ")
                    .endsWith(" [SEP]");
            assertThat(window.sequence().length()).isLessThanOrEqualTo(18);
            assertThat(window.first()).isEqualTo(window.sequence().second()).isEqualTo(7);
            assertThat(window.end()).isEqualTo(window.sequence().length() - 1);
        }
    }

    @Test
    void piecesStandWhereTheirCharactersDoAlsoAfterCharactersOutsideTheBasicPlane() {
        String context = "\uD83D\uDE00 \uD83D\uDE00 this Is  Góod film";
        QuestionWindow window = tokenizer.encodeQuestion("it", context, 64).get(0);
        List<String> read = new ArrayList<>();
        for (int position = window.first(); position < window.end(); position++) {
            read.add(context.substring(window.charStart(position), window.charEnd(position)));
        }

        assertThat(read).endsWith("this", "Is", "Góod", "film");
    }

    @Test
    void anAnswersPositionsAreThoseOfItsFirstAndLastToken() {
        String context = "this is a very good film";
        QuestionWindow window = tokenizer.encodeQuestion("it", context, 64).get(0);
        int[] positions = window.positions(context.indexOf("very"), context.indexOf(" film"));

        assertThat(context.substring(window.charStart(positions[0]), window.charEnd(positions[1])))
                .isEqualTo("very good");
        // A part of a word is the whole of it.
        assertThat(window.positions(context.indexOf("ood"), context.indexOf(" film")))
                .containsExactly(positions[1], positions[1]);
    }

    @Test
    void aWindowWithoutTheWholeAnswerPointsToCls() {
        String context = "this is the very good film it was not bad";
        List<QuestionWindow> windows = tokenizer.encodeQuestion("it", context, 8);
        int start = context.indexOf("good film");
        List<int[]> positions = windows.stream()
                .map(window -> window.positions(start, start + 9))
                .toList();

        assertThat(windows).hasSizeGreaterThan(2);
        assertThat(positions).anySatisfy(found -> assertThat(found).doesNotContain(0));
        assertThat(positions).anySatisfy(found -> assertThat(found).containsExactly(0, 0));
    }

    @Test
    void theBestSpanOverAllWindowsIsTheAnswer() {
        String context = "this is the very good film it was not bad";
        List<QuestionWindow> windows = tokenizer.encodeQuestion("it", context, 8);
        List<float[]> logits = windows.stream()
                .map(window -> new float[2 * window.sequence().length()])
                .toList();
        QuestionWindow last = windows.get(windows.size() - 1);
        float[] scores = logits.get(windows.size() - 1);
        int ends = last.sequence().length();
        scores[last.end() - 2] = 3;
        scores[ends + last.end() - 1] = 2;
        // Neither [CLS], nor an end before the start, is an answer.
        scores[0] = 9;
        scores[ends] = 9;
        scores[ends + last.first()] = 2.5f;

        Span best = Span.best(windows, logits);

        assertThat(best.of(context)).isEqualTo("not bad");
        assertThat(best.score()).isEqualTo(5);
    }
}

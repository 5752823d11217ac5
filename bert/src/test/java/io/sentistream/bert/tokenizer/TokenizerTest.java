package io.sentistream.bert.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sentistream.bert.TinyBert;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenizerTest {
    private static Checkpoint checkpoint;
    private static Tokenizer tokenizer;

    @BeforeAll
    static void open() {
        checkpoint = TinyBert.of("a", "b").checkpoint();
        tokenizer = Tokenizer.of(checkpoint);
    }

    @AfterAll
    static void close() {
        tokenizer.close();
    }

    @Test
    void wordsArePiecedTogetherFromTheVocabulary() {
        assertThat(pieces(tokenizer, "This FILM is gr8, très bad!"))
                .isEqualTo("[CLS] this film is g ##r ##8 , t ##r ##e ##s bad ! [SEP]");
    }

    @Test
    void aVocabularyWithCaseKeepsCaseAndAccents() {
        byte[] config = "{\"do_lower_case\": false}".getBytes(StandardCharsets.UTF_8);
        byte[] vocabulary = "[PAD]\r\n[UNK]\r\n[CLS]\r\n[SEP]\r\nGood\r\ngood\r\n".getBytes(StandardCharsets.UTF_8);
        Checkpoint cased = withFiles(Map.of("vocab.txt", vocabulary, "tokenizer_config.json", config));

        try (Tokenizer tokenizer = Tokenizer.of(cased)) {
            assertThat(tokenizer.encode("Good good goód", 16, 1).windows().get(0))
                    .containsExactly(2, 4, 5, 1, 3);
        }
    }

    @Test
    void tokenizerJsonAndVocabularyGiveTheSameTokens() {
        Map<String, byte[]> files = checkpoint.tokenizerFiles();
        try (Tokenizer fromJson = Tokenizer.of(withFiles(Map.of("tokenizer.json", files.get("tokenizer.json"))))) {
            String text = "A [MASK] film, naïve & “great” — 100% 電影!";
            assertThat(pieces(fromJson, text))
                    .isEqualTo(pieces(tokenizer, text))
                    .contains("[MASK]", "[UNK]");
        }
    }

    @Test
    void paddingAndTruncationInTokenizerJsonAreIgnored() {
        String json = new String(checkpoint.tokenizerFiles().get("tokenizer.json"), StandardCharsets.UTF_8)
                .replaceFirst(
                        "\"truncation\" : null",
                        "\"truncation\":{\"direction\":\"Right\",\"max_length\":5,\"strategy\":\"LongestFirst\",\"stride\":0}")
                .replaceFirst(
                        "\"padding\" : null",
                        "\"padding\":{\"strategy\":{\"Fixed\":20},\"direction\":\"Right\",\"pad_to_multiple_of\":null,"
                                + "\"pad_id\":0,\"pad_type_id\":0,\"pad_token\":\"[PAD]\"}");
        assertThat(json).contains("max_length", "Fixed");

        try (Tokenizer settled =
                Tokenizer.of(withFiles(Map.of("tokenizer.json", json.getBytes(StandardCharsets.UTF_8))))) {
            assertThat(pieces(settled, "good")).isEqualTo("[CLS] good [SEP]");
            assertThat(pieces(settled, "good bad good bad good bad good"))
                    .isEqualTo("[CLS] good bad good bad good bad good [SEP]");
        }
    }

    @Test
    void aLongTextIsReadInOverlappingWindows() {
        String text = words(20);

        EncodedText encoded = tokenizer.encode(text, 10, 8);

        assertThat(encoded.windows())
                .extracting(this::text)
                .containsExactly(
                        "[CLS] " + words(0, 8) + " [SEP]",
                        "[CLS] " + words(6, 14) + " [SEP]",
                        "[CLS] " + words(12, 20) + " [SEP]");
        assertThat(encoded.truncated()).isFalse();
        assertThat(encoded.tokens()).isEqualTo(30);
    }

    @Test
    void whatDoesNotFitIsCutAndSaidSo() {
        EncodedText encoded = tokenizer.encode(words(20), 10, 2);

        assertThat(encoded.windows()).hasSize(2);
        assertThat(text(encoded.windows().get(1))).isEqualTo("[CLS] " + words(6, 14) + " [SEP]");
        assertThat(encoded.truncated()).isTrue();
        assertThat(tokenizer.encode(words(14), 10, 2).truncated()).isFalse();
        assertThat(tokenizer.encode(words(15), 10, 2).truncated()).isTrue();
    }

    static List<String> longTexts() {
        return List.of(
                "good ".repeat(200_000),
                "x".repeat(1_000_000),
                "電".repeat(100_000),
                "\uD83D\uDE00".repeat(100_000) + " good",
                " ".repeat(1_000_000) + "good film",
                "antidisestablishmentarianism".repeat(3).concat(" ").repeat(3_000),
                ("e\u0301".repeat(40) + "!").repeat(1_000));
    }

    @ParameterizedTest
    @MethodSource("longTexts")
    void aVeryLongTextHasTheWindowsThatAllOfItWouldHave(String text) {
        EncodedText all = tokenizer.encode(text, 64, 1_000_000);

        EncodedText cut = tokenizer.encode(text, 64, 8);

        assertThat(cut.truncated()).isEqualTo(all.windows().size() > 8);
        assertThat(cut.windows()).hasSize(Math.min(8, all.windows().size()));
        for (int i = 0; i < cut.windows().size(); i++) {
            assertThat(cut.windows().get(i)).containsExactly(all.windows().get(i));
        }
    }

    static List<String> strangeTexts() {
        return List.of(
                "",
                " \t\n ",
                "\0",
                "good\0film",
                "\uD83D",
                "\uDE00",
                "a\uD83Db\uDE00c",
                "\uDE00\uD83D",
                "😀 👩‍👩‍👧‍👦 🏳️‍🌈",
                "שלום עולם",
                "مرحبا \u202Ebad\u202C",
                "\uFEFF\u200B\u2028\u2029",
                "\uFFFE\uFFFF",
                "e\u0301\u0302\u0303".repeat(50),
                new String(new char[70_000]).replace('\0', '\uD800'),
                IntStream.range(0, 0x3000).mapToObj(Character::toString).collect(Collectors.joining()));
    }

    @ParameterizedTest
    @MethodSource("strangeTexts")
    void anyTextIsEncoded(String text) {
        EncodedText encoded = tokenizer.encode(text, 64, 8);

        int size = TinyBert.vocabulary().size();
        for (int[] window : encoded.windows()) {
            assertThat(window).hasSizeBetween(2, 64).startsWith(2).endsWith(3);
            assertThat(Arrays.stream(window)).allMatch(id -> id >= 0 && id < size);
        }
    }

    @Test
    void anEmptyTextIsItsFrameAlone() {
        assertThat(pieces(tokenizer, "")).isEqualTo("[CLS] [SEP]");
        assertThat(tokenizer.encode("", 64, 8).truncated()).isFalse();
    }

    @Test
    void halvesOfSurrogatePairsAndNulAreNotRead() {
        assertThat(pieces(tokenizer, "go\0od \uD83D film\uDE00")).isEqualTo("[CLS] good film [SEP]");
    }

    @Test
    void severalThreadsShareATokenizer() {
        EncodedText alone = tokenizer.encode(words(40), 16, 8);

        List<EncodedText> together = IntStream.range(0, 500)
                .parallel()
                .mapToObj(i -> tokenizer.encode(words(40), 16, 8))
                .toList();

        assertThat(together)
                .allMatch(encoded -> Arrays.deepEquals(
                        encoded.windows().toArray(), alone.windows().toArray()));
    }

    @Test
    void aClosedTokenizerRefusesWork() {
        Tokenizer closed = Tokenizer.of(checkpoint);
        closed.close();
        closed.close();

        assertThatThrownBy(() -> closed.encode("good", 64, 8)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTokenizerThatIsNoneIsRefused() {
        Checkpoint broken = withFiles(
                Map.of("tokenizer.json", "{\"version\":\"1.0\",\"model\":{}}".getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> Tokenizer.of(broken))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("tokenizer.json can't be used");
    }

    @Test
    void aTokenizerThatDoesNotFrameTextsAsBertIsRefused() {
        String json = new String(checkpoint.tokenizerFiles().get("tokenizer.json"), StandardCharsets.UTF_8);
        String unframed =
                json.replaceFirst("(?s)\"post_processor\" : .*?\"decoder\"", "\"post_processor\":null,\"decoder\"");

        assertThatThrownBy(() ->
                        Tokenizer.of(withFiles(Map.of("tokenizer.json", unframed.getBytes(StandardCharsets.UTF_8)))))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("0 tokens");
    }

    private static Checkpoint withFiles(Map<String, byte[]> files) {
        return Checkpoint.of(checkpoint.config(), checkpoint.weights(), new LinkedHashMap<>(files), Optional.empty());
    }

    /** Words of the vocabulary, from one index to another, round and round. */
    private static String words(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> TinyBert.WORDS.get(i % TinyBert.WORDS.size()))
                .collect(Collectors.joining(" "));
    }

    private static String words(int count) {
        return words(0, count);
    }

    private String pieces(Tokenizer tokenizer, String text) {
        EncodedText encoded = tokenizer.encode(text, 64, 1);
        return text(encoded.windows().get(0));
    }

    private String text(int[] ids) {
        List<String> vocabulary = TinyBert.vocabulary();
        return Arrays.stream(ids).mapToObj(vocabulary::get).collect(Collectors.joining(" "));
    }
}

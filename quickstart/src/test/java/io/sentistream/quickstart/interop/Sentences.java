package io.sentistream.quickstart.interop;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.trainer.data.BaseData;
import io.sentistream.trainer.data.Example;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What implementations are compared on: 200 sentences of the bundled sample, and texts that are hard to tokenize. */
final class Sentences {
    private static final int USUAL = 200;

    /**
     * All are short enough for one window. Left out are what {@code @huggingface/transformers} 4.3 tokenizes otherwise than
     * Hugging Face's own library does: a capital sigma at a word's end, ideographs beyond the basic plane, and characters
     * that Unicode has added or classed anew since its version 9.
     */
    private static final List<String> UNUSUAL = List.of(
            "",
            " \t\r\n ",
            "good\u0000film\u0007, really\u001b[0m good",
            "no\u00a0break\u2009thin\u3000wide",
            "zero\u200bwidth\u200cnon\u200djoiner\u2060\ufeff",
            "line\u2028and\u2029paragraph\u0085separators",
            "soft\u00adhyphen, non\u2011breaking hyphen, em\u2014dash, minus \u2212 1",
            "\u202eright to left\u202c and \u2066isolated\u2069",
            "\uFFFE\uFFFF \uFFFD \uE000 \uDBFF\uDFFD",
            "half \ud83d of a pair, the other \ude00 half",
            "caf\u00e9 and cafe\u0301, na\u00efve and nai\u0308ve, r\u00e9sum\u00e9",
            "z\u0334\u0322a\u0335\u031bl\u0337\u0321g\u0336\u0322o\u0334\u031b text",
            "\u1ea4n t\u01b0\u1ee3ng tuy\u1ec7t v\u1eddi, phim r\u1ea5t hay",
            "\u0130stanbul'da \u0131l\u0131k bir g\u00fcn, I\u011eDIR",
            "STRASSE, Stra\u00dfe und \u1e9e",
            "\ufb01ne \ufb02ow, \uff26\uff29\uff2c\uff2d, \u2460 \u00bd \u00b2 \u2122",
            "\ud835\udcf0\ud835\udcf8\ud835\udcf8\ud835\udced \ud835\udd3d\ud835\udd40\ud835\udd43\ud835\udd44",
            "\u0398\u03b1\u03c5\u03bc\u03ac\u03c3\u03b9\u03bf\u03c2 \u03c6\u03b9\u03bb\u03bc, \u03ba\u03b1\u03bb\u03cc",
            "\u0424\u0438\u043b\u044c\u043c \u043f\u0440\u0435\u043a\u0440\u0430\u0441\u043d\u044b\u0439, \u0451\u043b\u043a\u0438",
            "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd \u05e2\u05d5\u05dc\u05dd",
            "\u0641\u064a\u0644\u0645\u064c \u0631\u064e\u0627\u0626\u0650\u0639\u061f \u0644\u0627\u060c",
            "\u092f\u0939 \u092b\u093c\u093f\u0932\u094d\u092e \u0905\u091a\u094d\u091b\u0940 \u0939\u0948\u0964",
            "\u0bae\u0bbf\u0b95 \u0ba8\u0bb2\u0bcd\u0bb2 \u0baa\u0b9f\u0bae\u0bcd",
            "\u0e2b\u0e19\u0e31\u0e07\u0e14\u0e35\u0e21\u0e32\u0e01",
            "\ub108\ubb34 \uc7ac\ubbf8\uc788\uc5c8\uc5b4\uc694",
            "\u3068\u3066\u3082\u826f\u3044\u6620\u753b\u3067\u3057\u305f\u3002\uff76\uff9e\u30ac\u30ab\u3099",
            "\u9019\u90e8\u96fb\u5f71\u5f88\u597d\u770b\uff01good\u96fb\u5f71good",
            "\uf900\ufa0e \u3400 \u4dbf \u9fa5",
            "\ud83d\ude00 \ud83d\udc4d\ud83c\udffd \u2764\ufe0f \u263a",
            "\ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67\u200d\ud83d\udc66 \ud83c\udff3\ufe0f\u200d\ud83c\udf08 \ud83c\uddeb\ud83c\uddf7 1\ufe0f\u20e3",
            "\u201csmart\u201d \u2018quotes\u2019 \u00abguillemets\u00bb \u2026 \u2030 \u20ac5 \u00a35",
            "a+b=c ~ x^2 | `code` $5 <b>bold</b> &amp; {json: [1, 2]}",
            "don't, can't, it's, rock'n'roll, I'd've",
            "12,345.67 3/4 10% -5\u00b0C 1e-10 0x1F 24/7",
            "see https://example.org/a_b?c=d#e or mail me@example.org #film @critic",
            "[CLS] good [SEP] bad [MASK] [PAD] [UNK]",
            "[ mask ] ##ing ## # [unused1]",
            "x".repeat(100) + " is as long as a word may be",
            "x".repeat(101) + " is longer",
            "ha" + "ha".repeat(49) + " haha" + "\u0301".repeat(20),
            "!?".repeat(60),
            "\u0301\u0301 accents alone \u0308",
            "A GREAT FILM, TRULY GREAT, IN CAPITALS",
            "tabs\tand\nlines\r\nin one text",
            "not ".repeat(120) + "good");

    private Sentences() {}

    static List<String> all() {
        Stream<String> usual = new BaseData(Path.of(""))
                .resolve("sample", new Labels(List.of("negative", "positive"))).train().stream()
                        .limit(USUAL)
                        .map(Example::text);
        return Stream.concat(usual, UNUSUAL.stream()).toList();
    }
}

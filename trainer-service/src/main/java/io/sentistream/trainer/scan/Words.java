package io.sentistream.trainer.scan;

import io.sentistream.schemas.NormalisedText;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The words of a text, as texts are compared: of letters and digits, apostrophes within, and runs of other signs, since a
 * face or a row of hashes may be planted too.
 */
final class Words {
    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}\\p{N}]+)*|[^\\p{L}\\p{M}\\p{N}\\s]+");

    private Words() {}

    static List<String> of(String text) {
        return WORD.matcher(new NormalisedText(text).text())
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** The run of words from one to before another, parted by spaces. */
    static String run(List<String> words, int from, int to) {
        return String.join(" ", words.subList(from, to));
    }
}

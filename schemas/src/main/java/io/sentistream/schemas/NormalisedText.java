package io.sentistream.schemas;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as it is compared with others: Unicode NFKC (Unicode Standard Annex 15), lower case without regard to any
 * country, every run of white space or control characters one space, none at the ends.
 *
 * <p>The keys of {@code labelled} and the trainer's split of feedback into train and withheld rows hang on this, so a
 * change of it orphans what is stored.
 *
 * @param text the normalised text; empty where nothing but space was given
 */
public record NormalisedText(String text) {
    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");

    /** Normalises a text; normalising twice changes nothing. */
    public NormalisedText {
        String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        // Lower case can undo the composition (İ becomes i and a dot), so compose again.
        String composed = Normalizer.normalize(folded, Normalizer.Form.NFKC);
        text = SPACE.matcher(composed).replaceAll(" ").strip();
    }

    /** sha256 of the text's UTF-8 bytes, in 64 lower-case hex digits. */
    public String sha256() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

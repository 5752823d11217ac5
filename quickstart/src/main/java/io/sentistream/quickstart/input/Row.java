package io.sentistream.quickstart.input;

import java.util.Optional;

/**
 * A text of a user's file.
 *
 * @param text without spaces around it
 * @param label as it was written, if the file has labels
 */
public record Row(String text, Optional<String> label) {}

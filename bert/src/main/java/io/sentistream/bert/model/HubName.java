package io.sentistream.bert.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model on the Hugging Face hub: {@code owner/name} or {@code owner/name@revision}.
 *
 * @param owner the user or organisation
 * @param name the repository
 * @param revision a branch, a tag, {@code refs/pr/N} or a commit
 */
record HubName(String owner, String name, String revision) {
    private static final String PART = "[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?";
    private static final Pattern SYNTAX =
            Pattern.compile("(" + PART + ")/(" + PART + ")(?:@(" + PART + "(?:/" + PART + ")*))?");

    /** Reads a name; empty if the text has not the form of one. */
    static Optional<HubName> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || text.contains("..") || text.contains("--")) {
            return Optional.empty();
        }
        String revision = matcher.group(3) == null ? "main" : matcher.group(3);
        return Optional.of(new HubName(matcher.group(1), matcher.group(2), revision));
    }

    /** The repository's directory in the cache. */
    String folder() {
        return "models--" + owner + "--" + name;
    }

    @Override
    public String toString() {
        return owner + "/" + name + (revision.equals("main") ? "" : "@" + revision);
    }
}

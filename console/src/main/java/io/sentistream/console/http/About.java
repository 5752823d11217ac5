package io.sentistream.console.http;

/**
 * What a page has to know of its console.
 *
 * @param tokenNeeded whether a change needs the token
 * @param line the serving line that is shown
 * @param user whose name labels and requests bear
 */
public record About(boolean tokenNeeded, String line, String user) {}

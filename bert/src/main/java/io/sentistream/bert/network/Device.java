package io.sentistream.bert.network;

/** Where a network runs: the CPU, or one CUDA GPU by index. */
public record Device(boolean cuda, int index) {
    /**
     * Reads {@code auto}, {@code cpu} or {@code cuda:N}.
     *
     * @throws IllegalArgumentException if the text is none of these, or names a GPU that is not there; the message says
     *     which GPUs are
     */
    public static Device parse(String text) {
        throw new UnsupportedOperationException();
    }
}

package io.sentistream.bert.checkpoint;

/** Names that a file of a checkpoint gives to other files of its directory. */
final class FileNames {
    private FileNames() {}

    /** Whether it names a file in the directory itself: no path, no way out. */
    static boolean isPlain(String name) {
        return name.matches("[A-Za-z0-9_][A-Za-z0-9._+-]*");
    }
}

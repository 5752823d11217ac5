package io.sentistream.trainer.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads sentences in the format of CoNLL's shared tasks: a word a line, with its tag in the last of the columns that white
 * space parts, and a blank line between sentences. Lines of {@code -DOCSTART-} are passed over.
 *
 * <p>A tag {@code I-X} that follows no X begins an entity, as conlleval has it, and is read as {@code B-X}. So files in IOB1,
 * as those of CoNLL-2003 are, come out in IOB2, with the same entities.
 *
 * @see <a href="https://www.clips.uantwerpen.be/conll2003/ner/">The format</a>
 */
public final class ConllFile {
    private static final Pattern TAG = Pattern.compile("O|[BI]-.+");
    private static final String DOCUMENT = "-DOCSTART-";

    private ConllFile() {}

    /**
     * The sentences of a file.
     *
     * @throws DataException naming the file, the line and the value that can't be read
     */
    public static List<TaggedSentence> read(Path file) {
        String text = TsvLine.decode(file.toString(), TsvLine.bytes(file, "lines WORD TAG"));
        List<TaggedSentence> sentences = new ArrayList<>();
        List<String> words = new ArrayList<>();
        List<String> tags = new ArrayList<>();
        String[] lines = text.replaceFirst("^\uFEFF", "").split("\r?\n|\r", -1);
        for (int i = 0; i <= lines.length; i++) {
            String line = i < lines.length ? lines[i].strip() : "";
            if (line.isEmpty()) {
                if (!words.isEmpty()) {
                    String at = file + ", line " + (i - words.size() + 1);
                    sentences.add(new TaggedSentence(words, Entity.repaired(tags), at));
                    words.clear();
                    tags.clear();
                }
            } else if (!line.startsWith(DOCUMENT)) {
                String[] columns = line.split("\\s+");
                String tag = columns[columns.length - 1];
                check(file + ", line " + (i + 1), columns, tag);
                words.add(columns[0]);
                tags.add(tag);
            }
        }
        if (sentences.isEmpty()) {
            throw new DataException(file + " holds no sentences: give at least one, a word and its tag a line");
        }
        return sentences;
    }

    private static void check(String at, String[] columns, String tag) {
        if (columns.length < 2) {
            throw new DataException(at + " has no tag: '" + tag + "'; write the word, a space or tab, and the tag");
        }
        if (!TAG.matcher(tag).matches()) {
            throw new DataException(at + " has the tag '" + tag
                    + "', which is none of O, B-TYPE and I-TYPE; write it in BIO (of IOBES, S- is B-, and E- is I-)");
        }
    }
}

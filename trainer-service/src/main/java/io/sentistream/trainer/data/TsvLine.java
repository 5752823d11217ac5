package io.sentistream.trainer.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A line of a file in UTF-8 that is neither blank nor the header: a first line whose second column is called
 * {@code label}.
 *
 * @param number counted from 1 in the file
 * @param cells the columns, which tabs part
 */
record TsvLine(int number, List<String> cells) {
    /** The bytes of a file; {@code rows} says in an error what it should hold. */
    static byte[] bytes(Path file, String rows) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DataException("can't read " + file + ": give a file of " + rows, e);
        }
    }

    /**
     * The lines of a file's bytes; {@code name} stands for it in errors.
     *
     * @throws DataException if they are not UTF-8
     */
    static List<TsvLine> of(String name, byte[] bytes) {
        return withHeader(name, bytes).stream()
                .filter(line -> line.number() > 1 || !LabelledTsv.isHeader(line.cells()))
                .toList();
    }

    /** The same, and the header too. */
    static List<TsvLine> withHeader(String name, byte[] bytes) {
        String[] lines = decode(name, bytes).split("\r?\n|\r", -1);
        List<TsvLine> kept = new ArrayList<>(lines.length);
        for (int i = 0; i < lines.length; i++) {
            String line = i == 0 && lines[0].startsWith("\uFEFF") ? lines[0].substring(1) : lines[i];
            List<String> cells = List.of(line.split("\t", -1));
            if (!line.isBlank()) {
                kept.add(new TsvLine(i + 1, cells));
            }
        }
        return kept;
    }

    /** The text of a file's bytes, which must be UTF-8. */
    static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            long line = 1;
            ByteBuffer read = ByteBuffer.wrap(bytes);
            StandardCharsets.UTF_8.newDecoder().decode(read, CharBuffer.allocate(bytes.length), true);
            for (int i = 0; i < read.position(); i++) {
                line += bytes[i] == '\n' ? 1 : 0;
            }
            throw new DataException(name + ", line " + line + " is not UTF-8; save the file as UTF-8", e);
        }
    }
}

package io.sentistream.bert.network;

import java.util.List;

/**
 * Tokens as the network reads them: of one text, or of two that are packed together. Never compared.
 *
 * @param ids token ids, [CLS] first and [SEP] after each text, not padded. Treat as immutable.
 * @param second where the second text begins, whose token type is 1; the number of ids where there is none
 */
@SuppressWarnings("ArrayRecordComponent")
public record Sequence(int[] ids, int second) {
    /** One text. */
    public Sequence(int... ids) {
        this(ids, ids.length);
    }

    /** The number of tokens. */
    public int length() {
        return ids.length;
    }

    /** Each row as one text. */
    public static List<Sequence> ofSingle(List<int[]> rows) {
        return rows.stream().map(Sequence::new).toList();
    }
}

package io.sentistream.trainer.training;

import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.task.TaskRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes texts into rows to learn from, each in one window of so many tokens at most. */
record Lessons(Tokenizer tokenizer, int maxLength) {
    private static final float[] NO_TEACHER = {};

    /** The labelled rows in their order, then the teacher's unlabelled ones. */
    List<TokenizedRow> of(List<Example> labelled, Optional<Teaching> teaching) {
        List<TokenizedRow> rows = new ArrayList<>();
        for (Example example : labelled) {
            rows.add(row(example.text(), example.label(), rows.size(), teaching));
        }
        for (String text : teaching.map(Teaching::unlabelled).orElse(List.of())) {
            rows.add(row(text, LabelledBatch.UNLABELLED, rows.size(), teaching));
        }
        return rows;
    }

    /** The rows of another task, which has no teacher. */
    static List<TokenizedRow> of(TaskRows rows) {
        List<Sequence> sequences = rows.sequences();
        return IntStream.range(0, sequences.size())
                .mapToObj(i -> new TokenizedRow(sequences.get(i), rows.labels().get(i), NO_TEACHER))
                .toList();
    }

    private TokenizedRow row(String text, int label, int number, Optional<Teaching> teaching) {
        int[] ids = tokenizer.encode(text, maxLength, 1).windows().get(0);
        return new TokenizedRow(
                new Sequence(ids),
                new int[] {label},
                teaching.map(given -> given.logits().get(number)).orElse(NO_TEACHER));
    }
}

package io.sentistream.trainer.task;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.trainer.data.DataException;
import io.sentistream.trainer.data.PairTsv;
import io.sentistream.trainer.data.TextPair;
import io.sentistream.trainer.evaluation.ClassCounts;
import io.sentistream.trainer.evaluation.CrossEntropy;
import io.sentistream.trainer.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pairs of texts with a label each, measured by accuracy and, of two labels, by the F1 of the second, as GLUE has it for MRPC
 * and QQP (Wang et al., "GLUE", 2018, section 3.2).
 */
final class Pairs implements TaskFormat<TextPair> {
    @Override
    public String extension() {
        return ".tsv";
    }

    @Override
    public List<TextPair> read(Path file) {
        return PairTsv.read(file);
    }

    @Override
    public List<String> labels(List<TextPair> rows) {
        return rows.stream().map(TextPair::label).distinct().sorted().toList();
    }

    @Override
    public String group(TextPair row) {
        return row.first();
    }

    @Override
    public TaskRows encode(List<TextPair> rows, Labels labels, Tokenizer tokenizer, int maxLength) {
        List<Sequence> sequences = new ArrayList<>();
        List<int[]> indices = new ArrayList<>();
        for (TextPair row : rows) {
            sequences.add(tokenizer.encodePair(row.first(), row.second(), maxLength));
            indices.add(new int[] {index(row, labels)});
        }
        return new Rows(rows, sequences, indices, labels.names().size());
    }

    private static int index(TextPair row, Labels labels) {
        try {
            return labels.indexOf(row.label());
        } catch (IllegalArgumentException e) {
            throw new DataException(row.at() + " has the label '" + row.label() + "': " + e.getMessage(), e);
        }
    }

    @Override
    public String line(Evaluation evaluation) {
        return "accuracy " + evaluation
                + (evaluation.others().isEmpty()
                        ? ""
                        : String.format(Locale.ROOT, ", F1 of the second label %.4f", evaluation.f1()));
    }

    private record Rows(List<TextPair> rows, List<Sequence> sequences, List<int[]> labels, int classes)
            implements TaskRows {
        @Override
        public Evaluation evaluate(List<float[]> logits) {
            int correct = 0;
            double loss = 0;
            ClassCounts counts = new ClassCounts(classes);
            for (int row = 0; row < logits.size(); row++) {
                int label = labels.get(row)[0];
                int answer = CrossEntropy.best(logits.get(row), 0, classes);
                counts.add(label, answer);
                correct += label == answer ? 1 : 0;
                loss += CrossEntropy.of(logits.get(row), 0, classes, label);
            }
            return new Evaluation(
                    correct,
                    logits.size(),
                    loss / logits.size(),
                    counts.macroF1(),
                    classes == 2 ? Map.of(Evaluation.F1, counts.f1(1)) : Map.of());
        }
    }
}

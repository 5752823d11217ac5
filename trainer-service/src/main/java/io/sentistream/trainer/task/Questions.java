package io.sentistream.trainer.task;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.inference.Span;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.tokenizer.QuestionWindow;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.trainer.data.Question;
import io.sentistream.trainer.data.SquadFile;
import io.sentistream.trainer.evaluation.AnswerScore;
import io.sentistream.trainer.evaluation.CrossEntropy;
import io.sentistream.trainer.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Questions whose answers stand in a text, measured by exact match and F1 as SQuAD has them. A long text is read in
 * overlapping windows; one that does not have the whole answer is learned to point to [CLS].
 */
final class Questions implements TaskFormat<Question> {
    @Override
    public String extension() {
        return ".json";
    }

    @Override
    public List<Question> read(Path file) {
        return SquadFile.read(file);
    }

    @Override
    public List<String> labels(List<Question> rows) {
        return List.of("start", "end");
    }

    @Override
    public String group(Question row) {
        return row.context();
    }

    @Override
    public TaskRows encode(List<Question> rows, Labels labels, Tokenizer tokenizer, int maxLength) {
        List<List<QuestionWindow>> windows = new ArrayList<>();
        List<int[]> positions = new ArrayList<>();
        for (Question row : rows) {
            List<QuestionWindow> read = tokenizer.encodeQuestion(row.question(), row.context(), maxLength);
            Question.Answer answer = row.answers().get(0);
            read.forEach(window -> positions.add(window.positions(answer.start(), answer.end())));
            windows.add(read);
        }
        return new Rows(rows, windows, positions);
    }

    @Override
    public String line(Evaluation evaluation) {
        return String.format(Locale.ROOT, "exact match %s, F1 %.4f", evaluation, evaluation.f1());
    }

    private record Rows(List<Question> rows, List<List<QuestionWindow>> windows, List<int[]> labels)
            implements TaskRows {
        @Override
        public List<Sequence> sequences() {
            return windows.stream()
                    .flatMap(List::stream)
                    .map(QuestionWindow::sequence)
                    .toList();
        }

        @Override
        public Evaluation evaluate(List<float[]> logits) {
            int exact = 0;
            double f1 = 0;
            int sequence = 0;
            for (int row = 0; row < rows.size(); row++) {
                List<QuestionWindow> read = windows.get(row);
                Span span = Span.best(read, logits.subList(sequence, sequence + read.size()));
                AnswerScore score = AnswerScore.of(
                        span.of(rows.get(row).context()), rows.get(row).answerTexts());
                exact += score.exactMatch() ? 1 : 0;
                f1 += score.f1();
                sequence += read.size();
            }
            double mean = f1 / rows.size();
            return new Evaluation(exact, rows.size(), loss(logits), mean, Map.of(Evaluation.F1, mean));
        }

        /** The mean over starts and ends, as it is trained. */
        private double loss(List<float[]> logits) {
            double sum = 0;
            for (int i = 0; i < labels.size(); i++) {
                int length = logits.get(i).length / 2;
                sum += CrossEntropy.of(logits.get(i), 0, length, labels.get(i)[0]);
                sum += CrossEntropy.of(logits.get(i), length, length, labels.get(i)[1]);
            }
            return sum / (2 * labels.size());
        }
    }
}

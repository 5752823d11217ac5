package io.sentistream.trainer.task;

import io.sentistream.bert.checkpoint.Labels;
import io.sentistream.bert.network.Sequence;
import io.sentistream.bert.tokenizer.Tokenizer;
import io.sentistream.bert.training.LabelledBatch;
import io.sentistream.trainer.data.ConllFile;
import io.sentistream.trainer.data.DataException;
import io.sentistream.trainer.data.Entity;
import io.sentistream.trainer.data.TaggedSentence;
import io.sentistream.trainer.evaluation.CrossEntropy;
import io.sentistream.trainer.evaluation.EntityCounts;
import io.sentistream.trainer.evaluation.Evaluation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Words with a tag each, measured by the entities found. Of the pieces of a word, the first is labelled and asked (Devlin et
 * al., "BERT", 2019, section 5.3). A sentence that is too long is read in parts.
 */
final class Tokens implements TaskFormat<TaggedSentence> {
    @Override
    public String extension() {
        return ".txt";
    }

    @Override
    public List<TaggedSentence> read(Path file) {
        return ConllFile.read(file);
    }

    /** O, then of each type the tag of the first word and that of the others. */
    @Override
    public List<String> labels(List<TaggedSentence> rows) {
        Stream<String> types = rows.stream()
                .flatMap(row -> row.tags().stream())
                .map(Entity::type)
                .filter(type -> !type.isEmpty())
                .distinct()
                .sorted();
        return Stream.concat(Stream.of("O"), types.flatMap(type -> Stream.of("B-" + type, "I-" + type)))
                .toList();
    }

    @Override
    public String group(TaggedSentence row) {
        return String.join(" ", row.words());
    }

    @Override
    public TaskRows encode(List<TaggedSentence> rows, Labels labels, Tokenizer tokenizer, int maxLength) {
        List<Sequence> sequences = new ArrayList<>();
        List<int[]> indices = new ArrayList<>();
        List<Integer> parts = new ArrayList<>();
        for (TaggedSentence row : rows) {
            int before = sequences.size();
            int[] tags = indices(row, labels);
            Part part = new Part(maxLength - 2);
            List<int[]> words = tokenizer.encodeWords(row.words());
            for (int i = 0; i < tags.length; i++) {
                if (!part.hasRoomFor(words.get(i))) {
                    part.addTo(sequences, indices, tokenizer);
                    part = new Part(maxLength - 2);
                }
                part.add(words.get(i), tags[i]);
            }
            part.addTo(sequences, indices, tokenizer);
            parts.add(sequences.size() - before);
        }
        return new Rows(rows, sequences, indices, parts, labels.names());
    }

    private static int[] indices(TaggedSentence row, Labels labels) {
        return row.tags().stream()
                .mapToInt(tag -> {
                    int index = labels.names().indexOf(tag);
                    if (index < 0) {
                        throw new DataException(row.at() + " begins a sentence that has the tag '" + tag
                                + "', which is none of " + String.join(", ", labels.names())
                                + "; correct it, or train on rows that have it");
                    }
                    return index;
                })
                .toArray();
    }

    /** The pieces of whole words, up to so many. */
    private static final class Part {
        private final int room;
        private final List<Integer> ids = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>(List.of(LabelledBatch.UNLABELLED));

        Part(int room) {
            this.room = room;
        }

        boolean hasRoomFor(int[] pieces) {
            return ids.isEmpty() || ids.size() + pieces.length <= room;
        }

        void add(int[] pieces, int label) {
            for (int i = 0; i < pieces.length && ids.size() < room; i++) {
                ids.add(pieces[i]);
                labels.add(i == 0 ? label : LabelledBatch.UNLABELLED);
            }
        }

        void addTo(List<Sequence> sequences, List<int[]> indices, Tokenizer tokenizer) {
            labels.add(LabelledBatch.UNLABELLED);
            sequences.add(tokenizer.framed(ids.stream().mapToInt(id -> id).toArray()));
            indices.add(labels.stream().mapToInt(label -> label).toArray());
        }
    }

    @Override
    public String line(Evaluation evaluation) {
        return String.format(
                Locale.ROOT,
                "entity F1 %.4f (precision %.4f, recall %.4f), accuracy of tags %.4f (%d of %d)",
                evaluation.f1(),
                evaluation.others().get("precision"),
                evaluation.others().get("recall"),
                evaluation.accuracy(),
                evaluation.correct(),
                evaluation.rows());
    }

    /** @param parts in how many sequences each sentence is read */
    private record Rows(
            List<TaggedSentence> rows,
            List<Sequence> sequences,
            List<int[]> labels,
            List<Integer> parts,
            List<String> names)
            implements TaskRows {
        @Override
        public Evaluation evaluate(List<float[]> logits) {
            EntityCounts entities = new EntityCounts();
            int correct = 0;
            int words = 0;
            double loss = 0;
            int sequence = 0;
            for (int row = 0; row < rows.size(); row++) {
                List<String> found = new ArrayList<>();
                for (int end = sequence + parts.get(row); sequence < end; sequence++) {
                    int[] expected = labels.get(sequence);
                    for (int i = 0; i < expected.length; i++) {
                        if (expected[i] != LabelledBatch.UNLABELLED) {
                            int from = i * names.size();
                            int answer = CrossEntropy.best(logits.get(sequence), from, names.size());
                            found.add(names.get(answer));
                            correct += answer == expected[i] ? 1 : 0;
                            loss += CrossEntropy.of(logits.get(sequence), from, names.size(), expected[i]);
                            words++;
                        }
                    }
                }
                entities.add(rows.get(row).tags(), found);
            }
            return new Evaluation(
                    correct,
                    words,
                    loss / words,
                    entities.macroF1(),
                    Map.of(
                            Evaluation.F1,
                            entities.f1(),
                            "precision",
                            entities.precision(),
                            "recall",
                            entities.recall()));
        }
    }
}

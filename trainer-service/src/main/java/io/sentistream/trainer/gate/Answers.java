package io.sentistream.trainer.gate;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.Embedded;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Trunk;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What models said of texts, remembered for the last two models, so that the serving model is asked once for each text
 * that candidates are judged on. Used by one thread.
 */
public final class Answers {
    private static final int MODELS = 2;
    private static final int CHUNK = 256;

    private final InferenceConfig inference;
    private Optional<Trunk> trunk = Optional.empty();
    private final LinkedHashMap<String, Map<String, Embedded>> byModel = new LinkedHashMap<>(MODELS, 0.75f, true);

    /** Answers given under this configuration. */
    public Answers(InferenceConfig inference) {
        this.inference = inference;
    }

    /** From now on takes what the lowest layers of models make of texts from here, in models whose they are. */
    public void takeFrom(Trunk lowest) {
        trunk = Optional.of(lowest);
    }

    /**
     * A model's answers to these rows, in their order.
     *
     * @param model the model's identity, such as its version
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public List<Classification> of(String model, Checkpoint checkpoint, List<Example> rows)
            throws InterruptedException {
        return embedded(model, checkpoint, rows).stream()
                .map(Embedded::classification)
                .toList();
    }

    /** The same with the vectors of [CLS]. */
    public List<Embedded> embedded(String model, Checkpoint checkpoint, List<Example> rows)
            throws InterruptedException {
        Map<String, Embedded> known = byModel.computeIfAbsent(model, version -> new HashMap<>());
        byModel.keySet().removeAll(new ArrayList<>(byModel.keySet()).subList(0, Math.max(0, byModel.size() - MODELS)));
        List<String> unknown = rows.stream()
                .map(Example::text)
                .filter(text -> !known.containsKey(text))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            ask(checkpoint, unknown, known);
        }
        return rows.stream().map(row -> known.get(row.text())).toList();
    }

    /**
     * The answers of a model that won't be asked again, in the order of the rows.
     *
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public List<Classification> once(Checkpoint checkpoint, List<Example> rows) throws InterruptedException {
        Map<String, Embedded> answers = new HashMap<>();
        ask(checkpoint, rows.stream().map(Example::text).distinct().toList(), answers);
        return rows.stream()
                .map(row -> answers.get(row.text()).classification())
                .toList();
    }

    private void ask(Checkpoint checkpoint, List<String> texts, Map<String, Embedded> answers)
            throws InterruptedException {
        stopIfInterrupted();
        try (TextClassifier classifier = TextClassifier.load(checkpoint, inference, trunk)) {
            for (int start = 0; start < texts.size(); start += CHUNK) {
                stopIfInterrupted();
                List<String> chunk = texts.subList(start, Math.min(texts.size(), start + CHUNK));
                List<Embedded> given =
                        classifier.embed(chunk.stream().map(classifier::encode).toList());
                for (int i = 0; i < chunk.size(); i++) {
                    answers.put(chunk.get(i), given.get(i));
                }
            }
        }
    }

    private static void stopIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while a model was asked");
        }
    }
}

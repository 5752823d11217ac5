package io.sentistream.trainer.gate;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.trainer.data.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What models said of texts, remembered for the last two models, so that the serving model is asked once for each text
 * that candidates are judged on. Used by one thread.
 */
public final class Answers {
    private static final int MODELS = 2;
    private static final int CHUNK = 256;

    private final InferenceConfig inference;
    private final LinkedHashMap<String, Map<String, Classification>> byModel = new LinkedHashMap<>(MODELS, 0.75f, true);

    /** Answers given under this configuration. */
    public Answers(InferenceConfig inference) {
        this.inference = inference;
    }

    /**
     * A model's answers to these rows, in their order.
     *
     * @param model the model's identity, such as its version
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public List<Classification> of(String model, Checkpoint checkpoint, List<Example> rows)
            throws InterruptedException {
        Map<String, Classification> known = byModel.computeIfAbsent(model, version -> new HashMap<>());
        byModel.keySet().removeAll(new ArrayList<>(byModel.keySet()).subList(0, Math.max(0, byModel.size() - MODELS)));
        List<String> unknown = rows.stream()
                .map(Example::text)
                .filter(text -> !known.containsKey(text))
                .distinct()
                .toList();
        if (!unknown.isEmpty()) {
            stopIfInterrupted(model);
            try (TextClassifier classifier = TextClassifier.load(checkpoint, inference)) {
                for (int start = 0; start < unknown.size(); start += CHUNK) {
                    stopIfInterrupted(model);
                    List<String> chunk = unknown.subList(start, Math.min(unknown.size(), start + CHUNK));
                    List<Classification> answers = classifier.classifyTexts(chunk);
                    for (int i = 0; i < chunk.size(); i++) {
                        known.put(chunk.get(i), answers.get(i));
                    }
                }
            }
        }
        return rows.stream().map(row -> known.get(row.text())).toList();
    }

    private static void stopIfInterrupted(String model) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while judging " + model);
        }
    }
}

package io.sentistream.classifier.model;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.CheckpointException;
import io.sentistream.bert.inference.Classification;
import io.sentistream.bert.inference.InferenceConfig;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.schemas.ServingModel;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads checkpoints: verified against the announced hash, and warmed up on a plain sentence and on a batch of the most
 * tokens, so that neither memory nor kernels are first tried on a review.
 *
 * @param inference how the models classify
 */
public record CheckpointLoader(InferenceConfig inference) implements ModelLoader {
    private static final Logger log = LoggerFactory.getLogger(CheckpointLoader.class);
    private static final double SCORES_ADD_UP_TO_ONE = 1e-3;

    @Override
    public Model load(ServingModel announced) {
        Path directory = directory(announced.getUri());
        try {
            return load(announced.getVersion(), Checkpoint.open(directory, announced.getManifestSha256()));
        } catch (CheckpointException e) {
            String message = e.getMessage();
            throw message.contains(directory.toString()) ? e : new CheckpointException(directory + ": " + message, e);
        }
    }

    /**
     * Opens the checkpoint that a record tells of.
     *
     * @param address a directory, or a URI of one
     * @throws CheckpointException if it is not there, is damaged, or its manifest has another hash
     */
    public static Checkpoint open(String address, String manifestSha256) {
        return Checkpoint.open(directory(address), manifestSha256);
    }

    /**
     * Loads and warms up a checkpoint that nobody announced.
     *
     * @throws RuntimeException if it can't classify; the message says why and what would mend it
     */
    public Model load(String version, Checkpoint checkpoint) {
        BertModel model = new BertModel(version, TextClassifier.load(checkpoint, inference));
        try {
            warmUp(model);
            return inference.device().cuda() ? new MergedCalls(model) : model;
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /** A directory from a path or a URI such as {@code file:///models/v3}. */
    static Path directory(String address) {
        try {
            return address.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*") ? Path.of(URI.create(address)) : Path.of(address);
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            throw new CheckpointException(
                    "the checkpoint's address " + address + " can't be read here (" + e.getMessage()
                            + "); give a directory or a file: address that this process sees",
                    e);
        }
    }

    private void warmUp(Model model) {
        check(model, model.classify(List.of(model.encode("A plain sentence."))));
        String longest = "word ".repeat(Math.max(inference.batchTokens(), inference.maxLength()));
        long start = System.nanoTime();
        check(model, model.classify(List.of(model.encode(longest))));
        log.info(
                "The model {} reads its longest text in {} ms",
                model.version(),
                (System.nanoTime() - start) / 1_000_000);
    }

    private static void check(Model model, List<Classification> answers) {
        for (Classification answer : answers) {
            double sum =
                    answer.scores().stream().mapToDouble(Double::doubleValue).sum();
            // Not a number is not near 1 either.
            if (!(Math.abs(sum - 1) <= SCORES_ADD_UP_TO_ONE)) {
                throw new CheckpointException("the model " + model.version() + " answers " + answer.scores()
                        + " at its warm-up, which are no probabilities; train it again");
            }
        }
    }
}

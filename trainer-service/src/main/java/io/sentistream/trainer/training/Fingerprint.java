package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import io.sentistream.trainer.task.TaskRows;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** A hash of all that decides what a training leads to, or what a teacher says. */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Of a training: weights, rows in their order, what a teacher says of them, and configuration. */
    static String of(Checkpoint start, DataSet data, TrainingConfig config, Optional<Teaching> teaching) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(config.toString());
        fingerprint.add(start);
        fingerprint.add(data.train());
        fingerprint.add(data.validation());
        teaching.ifPresent(fingerprint::add);
        return fingerprint.hex();
    }

    /** Of a training of another task. */
    static String of(Checkpoint start, TaskRows train, TaskRows validation, TrainingConfig config) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(config.toString());
        fingerprint.add(start);
        train.rows().forEach(row -> fingerprint.add(row.toString()));
        validation.rows().forEach(row -> fingerprint.add(row.toString()));
        return fingerprint.hex();
    }

    /** Of a teacher, the order of its labels, and the texts it speaks of, of each so many tokens at most. */
    static String of(Checkpoint teacher, int[] labels, List<String> texts, int maxLength) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(teacher);
        fingerprint.add(new String(teacher.tokenizerFiles().get("tokenizer.json"), StandardCharsets.UTF_8));
        fingerprint.add(Arrays.toString(labels));
        fingerprint.add(Integer.toString(maxLength));
        texts.forEach(fingerprint::add);
        return fingerprint.hex();
    }

    private void add(Checkpoint checkpoint) {
        add(checkpoint.config().toString());
        checkpoint.weights().forEach((name, tensor) -> {
            add(name);
            digest.update(tensor.data());
        });
    }

    private void add(Teaching teaching) {
        add(teaching.weight() + " " + teaching.temperature());
        teaching.unlabelled().forEach(this::add);
        teaching.logits().forEach(logits -> add(Arrays.toString(logits)));
    }

    private void add(List<Example> rows) {
        rows.forEach(row -> add(row.label() + "\t" + row.text()));
    }

    private void add(String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}

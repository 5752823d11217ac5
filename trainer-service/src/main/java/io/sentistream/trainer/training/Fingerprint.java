package io.sentistream.trainer.training;

import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.trainer.data.DataSet;
import io.sentistream.trainer.data.Example;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A hash of all that decides what a training leads to: weights, rows in their order, and configuration. */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String of(Checkpoint start, DataSet data, TrainingConfig config) {
        Fingerprint fingerprint = new Fingerprint();
        fingerprint.add(config.toString());
        fingerprint.add(start.config().toString());
        start.weights().forEach((name, tensor) -> {
            fingerprint.add(name);
            fingerprint.digest.update(tensor.data());
        });
        fingerprint.add(data.train());
        fingerprint.add(data.validation());
        return HexFormat.of().formatHex(fingerprint.digest.digest());
    }

    private void add(List<Example> rows) {
        rows.forEach(row -> add(row.label() + "\t" + row.text()));
    }

    private void add(String text) {
        digest.update((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}

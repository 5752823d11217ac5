package io.sentistream.quickstart.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sentistream.bert.inference.TextClassifier;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.Precision;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The starter's directory in PyTorch, by a script that knows BERT's formulas and the file formats alone. */
class PyTorchInterop {
    private static final ForeignProgram PYTHON =
            new ForeignProgram("Python with PyTorch is needed. Debian 12 or later: sudo apt install python3-torch, then"
                    + " -Dinterop.python=/usr/bin/python3");

    @Test
    void ourWeightsGiveTheLogitsOfThePublishedFormulas() throws IOException, InterruptedException {
        List<int[]> rows;
        try (TextClassifier classifier = Starter.classifier()) {
            rows = Sentences.all().stream()
                    .map(text -> classifier.encode(text).windows().get(0))
                    .toList();
        }

        JsonNode theirs = PYTHON.ask(
                rows,
                System.getProperty("interop.python"),
                ForeignProgram.script("logits.py"),
                Starter.directory().toString());

        assertThat(theirs).hasSameSizeAs(rows);
        double greatest = 0;
        try (Network network = Network.load(Starter.checkpoint(), Device.CPU, Precision.FLOAT32)) {
            for (int row = 0; row < rows.size(); row++) {
                float[] ours = network.logits(List.of(rows.get(row)))[0];
                assertThat(theirs.get(row)).hasSize(ours.length);
                for (int label = 0; label < ours.length; label++) {
                    double logit = theirs.get(row).get(label).asDouble();
                    assertThat(logit).as("row %d", row).isCloseTo(ours[label], within(1e-4));
                    greatest = Math.max(greatest, Math.abs(logit - ours[label]));
                }
            }
        }
        System.out.printf("%d rows: logits within %.1e%n", rows.size(), greatest);
    }
}

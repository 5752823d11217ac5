package io.sentistream.quickstart.bench;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDManager;
import io.sentistream.bert.checkpoint.Checkpoint;
import io.sentistream.bert.checkpoint.ModelConfig;
import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Network;
import io.sentistream.bert.network.PaddedBatch;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.network.Program;
import io.sentistream.bert.network.Weights;
import io.sentistream.bert.training.LabelledBatch;
import java.util.List;
import java.util.Map;

/** The program {@code plain_training.py} among the resources. */
final class PlainTraining implements AutoCloseable {
    private final ModelConfig config;
    private final PtNDManager manager;
    private final Program program;

    PlainTraining(Checkpoint start) {
        config = start.config();
        manager = Network.manager(Device.CPU);
        Map<String, Object> attributes = Program.shape(config, Precision.FLOAT32);
        attributes.put("dropout", config.hiddenDropout());
        attributes.put("steps", 0);
        List.of("weights", "first", "second").forEach(list -> attributes.put(list, List.of()));
        program = Program.load(manager, PlainTraining.class, "plain_training", "PlainTraining", attributes);
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            program.callWithAutograd(call, "start", Program.list("weights", Weights.load(call, start)));
        }
    }

    /** Takes a step; returns the loss. */
    float step(LabelledBatch batch) {
        try (PtNDManager call = (PtNDManager) manager.newSubManager()) {
            NDList arguments = PaddedBatch.arguments(call, batch.rows(), config);
            arguments.add(call.create(
                    batch.labels().stream().mapToLong(label -> label[0]).toArray()));
            arguments.add(call.create(Learner.RATE));
            return program.callWithAutograd(call, "step", arguments)
                    .singletonOrThrow()
                    .toFloatArray()[0];
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}

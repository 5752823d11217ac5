package io.sentistream.trainer.training;

import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import io.sentistream.bert.training.OptimizerConfig;
import io.sentistream.schemas.config.SettingsException;

/**
 * How a model is fine-tuned. {@link TrainingSettings} reads it and checks each value's range.
 *
 * @param epochs passes over the training rows
 * @param maxSteps the optimizer steps of the whole training, in place of epochs; 0 for epochs
 * @param batchSize rows a native call
 * @param gradientAccumulation batches an optimizer step
 * @param schedule how the learning rate goes
 * @param optimizer AdamW, and what is trained
 * @param maxLength the longest text in tokens; the rest is cut
 * @param seed of the order of the rows, dropout and a new head
 * @param device where it runs
 * @param precision the arithmetic of the products; bfloat16 is slow on a CPU that has no instructions for it
 * @param evaluation when the validation rows are classified, and what is made of it
 * @param saveEverySteps the steps after which the state is saved; 0 for at evaluations alone
 */
public record TrainingConfig(
        int epochs,
        int maxSteps,
        int batchSize,
        int gradientAccumulation,
        ScheduleConfig schedule,
        OptimizerConfig optimizer,
        int maxLength,
        long seed,
        Device device,
        Precision precision,
        EvaluationConfig evaluation,
        int saveEverySteps) {
    /**
     * Checks the precision.
     *
     * @throws SettingsException if it is int8, which is for classifying alone
     */
    public TrainingConfig {
        if (precision == Precision.INT8) {
            throw SettingsException.of(
                    "precision", "int8", "give float32 or bfloat16: int8 is too coarse to learn in, only to classify");
        }
    }

    long steps(long stepsPerEpoch) {
        return maxSteps > 0 ? maxSteps : stepsPerEpoch * epochs;
    }
}

package io.sentistream.bert.inference;

import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;
import java.util.Objects;

/**
 * How a model classifies.
 *
 * @param device where it runs
 * @param precision the arithmetic of the products
 * @param maxLength the longest window in tokens, [CLS] and [SEP] included, at least 3; a model with fewer positions takes
 *     those instead
 * @param maxWindows the most overlapping windows of a long text that are read, at least 1
 * @param batchTokens the budget of a batch in tokens, padding included, at least 1; a longer window runs alone
 */
public record InferenceConfig(Device device, Precision precision, int maxLength, int maxWindows, int batchTokens) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if one is out of its range, or the precision not for the device; the message
     *     names it
     */
    public InferenceConfig {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(precision, "precision");
        if (precision == Precision.INT8 && device.cuda()) {
            throw new IllegalArgumentException("precision int8 is for the CPU, not for " + device
                    + "; give bfloat16 or float32, or the device cpu");
        }
        atLeast(3, "maxLength", maxLength, "512 suits most models");
        atLeast(1, "maxWindows", maxWindows, "8 windows of 512 tokens hold some 3,000 words");
        atLeast(1, "batchTokens", batchTokens, "1024 suits a CPU, 16384 a GPU");
    }

    /** The first GPU or else the CPU, float32, windows of 512 tokens, 8 windows, batches of 1,024 tokens. */
    public static InferenceConfig defaults() {
        return new InferenceConfig(Device.parse("auto"), Precision.FLOAT32, 512, 8, 1024);
    }

    private static void atLeast(int least, String key, int value, String advice) {
        if (value < least) {
            throw new IllegalArgumentException(key + " is " + value + " but must be at least " + least + "; " + advice);
        }
    }
}

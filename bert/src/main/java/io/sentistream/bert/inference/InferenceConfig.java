package io.sentistream.bert.inference;

import io.sentistream.bert.network.Device;
import io.sentistream.bert.network.Precision;

/**
 * How a model classifies.
 *
 * @param device where it runs
 * @param precision the arithmetic of the products
 * @param maxLength the longest window in tokens; at most the model's positions
 * @param maxWindows the most overlapping windows of a long text that are read
 * @param batchTokens the budget of a batch in tokens, padding included
 */
public record InferenceConfig(Device device, Precision precision, int maxLength, int maxWindows, int batchTokens) {}

/** The application {@code classify}: reviews in, micro-batches through the model, sentiment out. */
package io.sentistream.classifier.classify;

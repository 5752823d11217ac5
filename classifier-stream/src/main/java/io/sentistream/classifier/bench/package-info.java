/** Measurements of the micro-batching, and the check that nothing was lost, repeated or put out of order. */
package io.sentistream.classifier.bench;

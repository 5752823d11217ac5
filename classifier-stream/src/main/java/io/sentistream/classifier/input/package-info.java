/** Records as they come in: decoded, rejected as dead letters, or awaited where the schema registry doesn't answer. */
package io.sentistream.classifier.input;

/**
 * Checkpoints: Hugging Face directories of safetensors, a configuration, a tokenizer and our manifest.
 *
 * <p>{@link io.sentistream.bert.checkpoint.Checkpoint} is one in memory. What is read is checked before it is used: each
 * tensor against the file's length and the configuration, each file against the manifest where there is one.
 */
package io.sentistream.bert.checkpoint;

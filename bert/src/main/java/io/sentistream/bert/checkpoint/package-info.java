/** Checkpoints: Hugging Face directories of safetensors, a configuration, a tokenizer and our manifest. */
package io.sentistream.bert.checkpoint;

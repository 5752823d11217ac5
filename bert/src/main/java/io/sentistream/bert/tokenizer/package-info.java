/** Text to WordPieces, and long texts to overlapping windows. */
package io.sentistream.bert.tokenizer;

/** Texts in, labels and scores out. */
package io.sentistream.bert.inference;

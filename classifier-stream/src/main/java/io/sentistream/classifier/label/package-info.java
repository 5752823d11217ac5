/** The application {@code label}: feedback in, labelled reviews out, keyed so that the last label of each is kept. */
package io.sentistream.classifier.label;

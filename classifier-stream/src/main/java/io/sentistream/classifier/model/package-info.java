/** The model that serves: followed from the topic {@code models}, loaded, warmed up and swapped in. */
package io.sentistream.classifier.model;

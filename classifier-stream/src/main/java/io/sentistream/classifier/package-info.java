/** Two Kafka Streams applications: classify (reviews to sentiment) and label (feedback to labelled). */
package io.sentistream.classifier;

/** Training by hand: from a base and a data set to a Hugging Face directory, without Kafka. */
package io.sentistream.trainer.offline;

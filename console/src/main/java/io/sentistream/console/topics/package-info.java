/** What the console reads from Kafka and writes to it, and whether Kafka and the registry answer. */
package io.sentistream.console.topics;

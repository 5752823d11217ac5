/** A Kafka broker inside this JVM and a schema registry beside it. */
package io.sentistream.embedded;

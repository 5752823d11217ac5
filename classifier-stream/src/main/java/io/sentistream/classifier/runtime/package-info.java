/** What both applications are run by: the connection to Kafka and the registry, and the life of a Streams client. */
package io.sentistream.classifier.runtime;

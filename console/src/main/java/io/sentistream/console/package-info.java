/**
 * A web page for people: the stream, the models, labels and requests. It knows Kafka's topics and nothing else of the other
 * services.
 */
package io.sentistream.console;

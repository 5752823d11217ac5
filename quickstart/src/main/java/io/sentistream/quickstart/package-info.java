/** Broker, registry, trainer and classifier in one JVM, and the command line. */
package io.sentistream.quickstart;

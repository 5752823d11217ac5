/** Broker, registry, trainer and classifier in one process. */
package io.sentistream.quickstart.local;

/** Broker, registry, trainer, classifier and console in one process. */
package io.sentistream.quickstart.local;

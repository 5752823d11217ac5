/** The names of all that is measured. */
package io.sentistream.operations.metrics;

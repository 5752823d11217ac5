/** How soon drift is noticed, how often there is a false alarm, and what the labels are worth that are asked for. */
package io.sentistream.quickstart.drift;

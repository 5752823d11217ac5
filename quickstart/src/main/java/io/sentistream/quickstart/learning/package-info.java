/** Labels to learn from and rows to measure on; what a running system learns, by way of the topics, as its users see it. */
package io.sentistream.quickstart.learning;

/** What a running system learns from labels, and how well: by way of the topics, as its users see it. */
package io.sentistream.quickstart.learning;

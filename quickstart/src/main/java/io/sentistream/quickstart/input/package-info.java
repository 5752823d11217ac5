/** The rows of a user's files. */
package io.sentistream.quickstart.input;

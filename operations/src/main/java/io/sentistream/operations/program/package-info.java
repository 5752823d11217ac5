/** A service as a program: its settings on the command line, its life from the start to a signal. */
package io.sentistream.operations.program;

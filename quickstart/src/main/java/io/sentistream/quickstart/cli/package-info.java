/** The commands: each reads its options, calls what does the work, and prints what came of it. */
package io.sentistream.quickstart.cli;

/** What a person sees: a table, a status line, quiet logs. */
package io.sentistream.quickstart.terminal;

/** What false labels do to a trainer: attacks on feedback, learned through the gate, and what serves afterwards. */
package io.sentistream.quickstart.poisoning;

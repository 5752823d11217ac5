/** Watches what comes and how well it is answered, and asks people for the labels that would help when it changes. */
package io.sentistream.trainer.drift;

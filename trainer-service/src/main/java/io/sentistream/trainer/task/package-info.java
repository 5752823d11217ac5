/**
 * The tasks whose rows are not single texts: how the rows of each are read, what a network learns of them, and how well it
 * does on them.
 */
package io.sentistream.trainer.task;

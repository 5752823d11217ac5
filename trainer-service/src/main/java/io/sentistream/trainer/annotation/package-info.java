/** Which labels may teach: what annotators' votes, their reliability and caps leave of the feedback, and what is set aside. */
package io.sentistream.trainer.annotation;

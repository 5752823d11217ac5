/** Whether a phrase of the feedback has become a trigger, on which a candidate gives one answer whatever the rest says. */
package io.sentistream.trainer.scan;

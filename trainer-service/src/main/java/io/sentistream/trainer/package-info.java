/** Fine-tuning, evaluation, and the controller that owns what serves. */
package io.sentistream.trainer;

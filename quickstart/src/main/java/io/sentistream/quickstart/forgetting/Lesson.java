package io.sentistream.quickstart.forgetting;

import io.sentistream.trainer.data.Example;
import java.util.List;

/**
 * Labels that are learned at once.
 *
 * @param domain the domain's name
 * @param rows the labels
 */
record Lesson(String domain, List<Example> rows) {}

package io.sentistream.console.topics;

import io.sentistream.schemas.Topic;

/**
 * A topic that is read.
 *
 * @param topic which
 * @param start from where; asked for when all feeds before this one are read to their ends
 * @param sink takes its records
 */
public record Feed(Topic topic, Start start, RecordSink sink) {}

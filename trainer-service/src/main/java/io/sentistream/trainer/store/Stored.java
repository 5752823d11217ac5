package io.sentistream.trainer.store;

import io.sentistream.bert.checkpoint.CheckpointDigest;
import java.nio.file.Path;

/** A checkpoint in the store: its directory, and what an announcement says of it. */
public record Stored(Path directory, CheckpointDigest digest) {}

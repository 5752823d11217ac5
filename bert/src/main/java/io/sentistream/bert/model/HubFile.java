package io.sentistream.bert.model;

import java.util.Optional;

/**
 * What the hub says of a file.
 *
 * @param commit the commit that the revision stands for
 * @param etag the name of its content: the sha256 of a large file, git's hash of a small one
 * @param size its size in bytes, if known
 */
record HubFile(String commit, String etag, Optional<Long> size) {
    /** Whether the etag is a sha256 that the content can be checked against. */
    boolean hasSha256() {
        return etag.matches("[0-9a-f]{64}");
    }
}

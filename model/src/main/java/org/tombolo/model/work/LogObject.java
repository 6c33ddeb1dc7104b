package org.tombolo.model.work;

import org.tombolo.model.Digest;

/// What was kept of one stream of output after the end.
///
/// @param stream      `out` or `err`
/// @param firstOffset of the first kept byte in the whole stream
/// @param endOffset   behind the last byte
public record LogObject(String stream, Digest digest, long firstOffset, long endOffset) {}

package org.tombolo.blobs;

import java.time.Instant;
import org.tombolo.model.Digest;

/// An object as a collector sees it.
///
/// @param touched when it was last put
public record Stored(Digest digest, long size, Instant touched) {}

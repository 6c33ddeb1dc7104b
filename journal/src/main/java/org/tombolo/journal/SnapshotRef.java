package org.tombolo.journal;

import java.time.Instant;

/// A complete snapshot: the state after row `seq`.
///
/// @param entities how many it holds
public record SnapshotRef(long id, long seq, Instant time, long entities) {}

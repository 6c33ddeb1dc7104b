package org.tombolo.journal;

/// Where a journal ends.
///
/// @param lastSeq  of the last whole batch, 0 for an empty journal
/// @param forgiven rows behind it that a cut left of an unacknowledged batch: not handed on
public record Tail(long lastSeq, int forgiven) {}

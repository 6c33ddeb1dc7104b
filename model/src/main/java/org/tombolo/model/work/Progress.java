package org.tombolo.model.work;

/// How far a transfer is.
///
/// @param ofBytes what is known to come; 0: not known
public record Progress(long bytes, long ofBytes) {}

package org.tombolo.engine;

/// A piece of output.
///
/// @param bytes      may be empty while there is nothing new
/// @param next       where to go on
/// @param firstKept  the first offset that is still there
/// @param ended      nothing will follow behind `next`
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, never compared
public record LogChunk(byte[] bytes, long next, long firstKept, boolean ended) {}

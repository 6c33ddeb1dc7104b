package org.tombolo.model.spec;

/// @param bytes  in all, or for each core
public record MemorySpec(long bytes, boolean byCore) {}

package org.tombolo.wire.factory;

/// What was removed.
public record Pruned(long objects, long bytes) {}

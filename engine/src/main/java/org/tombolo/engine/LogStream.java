package org.tombolo.engine;

/// A stream of an attempt's output. A site that cannot keep them apart offers only `BOTH`.
public enum LogStream {
    OUT,
    ERR,
    /// What was done before and beside its processes: images, transfers.
    STAGE,
    BOTH
}

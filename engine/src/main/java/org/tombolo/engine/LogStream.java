package org.tombolo.engine;

/// A stream of an attempt's output. A site that cannot keep them apart offers only `BOTH`.
public enum LogStream {
    OUT,
    ERR,
    BOTH
}

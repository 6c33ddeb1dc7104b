package org.tombolo.model.spec;

/// Why an attempt ended, as `retry` and `restart` match on it. One for each `model.attempt.Cause`.
public enum CauseKind {
    EXIT,
    SIGNAL,
    OUT_OF_MEMORY,
    TIMEOUT,
    PREEMPTED,
    NODE_LOST,
    REFUSED,
    STOPPED,
    LOST,
    STAGING_FAILED
}

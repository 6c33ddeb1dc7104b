package org.tombolo.model.history;

/// What leaves the live state and is kept for people: written in the transaction of the facts that ended it.
public sealed interface HistoryRow permits EndedRun, EndedAttempt {}

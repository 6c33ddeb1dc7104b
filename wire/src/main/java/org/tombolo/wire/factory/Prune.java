package org.tombolo.wire.factory;

import java.util.Optional;

/// Removes objects that no live run needs.
///
/// @param olderThanMillis younger ones stay; 24 h when left out
/// @param dryRun          only says what would go
public record Prune(Optional<Long> olderThanMillis, boolean dryRun) {}

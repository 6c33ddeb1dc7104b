package org.tombolo.wire.store;

import java.util.Optional;

/// How much is in a volume.
///
/// @param asked bytes that it was made for
/// @param limit that its file system holds it to; empty: none
public record VolumeSize(long bytes, long files, Optional<Long> asked, Optional<Long> limit) {}

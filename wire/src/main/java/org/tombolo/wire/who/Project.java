package org.tombolo.wire.who;

import java.time.Instant;
import java.util.Optional;

/// Who pays.
///
/// @param role the asker's own, in lower case: `viewer`, `member`, `admin`; empty for an operator without one
public record Project(String id, Instant createdAt, Optional<String> role) {}

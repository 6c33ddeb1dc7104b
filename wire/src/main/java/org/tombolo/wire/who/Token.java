package org.tombolo.wire.who;

import java.time.Instant;
import java.util.Optional;

/// A token without its secret, which nobody has.
public record Token(String name, String user, Instant issuedAt, Optional<Instant> expires, String note) {}

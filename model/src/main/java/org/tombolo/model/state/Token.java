package org.tombolo.model.state;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.UserId;

/// @param sha256 of the secret, in hex
public record Token(String name, UserId user, String sha256, Instant issuedAt, Optional<Instant> expires, String note)
        implements Entity {}

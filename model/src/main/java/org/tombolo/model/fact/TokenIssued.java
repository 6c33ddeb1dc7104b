package org.tombolo.model.fact;

import java.time.Instant;
import java.util.Optional;
import org.tombolo.model.UserId;

/// @param token its public name; the secret itself is never written
/// @param sha256 of the secret, in hex
public record TokenIssued(String token, UserId user, String sha256, Optional<Instant> expires, String note)
        implements Fact {}

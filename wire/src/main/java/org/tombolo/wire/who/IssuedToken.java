package org.tombolo.wire.who;

import java.time.Instant;
import java.util.Optional;

/// @param secret shown this once
public record IssuedToken(String name, String user, String secret, Optional<Instant> expires) {
    @Override
    public String toString() {
        return "IssuedToken[" + name + ", " + user + "]"; // a record's own would show the secret in logs
    }
}

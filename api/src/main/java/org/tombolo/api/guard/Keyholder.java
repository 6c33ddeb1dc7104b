package org.tombolo.api.guard;

import java.util.Optional;
import org.tombolo.model.state.User;

/// Whoever can read the state folder's token file: its owner. He is told how the factory is also while the journal,
/// which knows everybody, is not there to be asked.
///
/// @param sha256 of the token, in hex
public record Keyholder(User user, String sha256) {
    Optional<User> ifHolding(String hash) {
        return hash.equals(sha256) ? Optional.of(user) : Optional.empty();
    }
}

package org.tombolo.api.guard;

import java.util.Optional;
import org.tombolo.model.state.User;
import org.tombolo.model.work.Role;

/// Who asks.
///
/// @param role in the project that is asked about
public record Caller(User user, Optional<Role> role) {
    public Standing standing() {
        return new Standing.Known(user.operator(), role);
    }
}

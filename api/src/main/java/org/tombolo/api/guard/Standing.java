package org.tombolo.api.guard;

import java.util.Optional;
import org.tombolo.model.work.Role;

/// What somebody is, in the factory and in the project that is asked about.
public sealed interface Standing {
    /// No token.
    record Nobody() implements Standing {}

    /// @param role in the project; empty outside of it, and where no project is asked about
    record Known(boolean operator, Optional<Role> role) implements Standing {}
}

package org.tombolo.wire.secret;

import java.time.Instant;
import java.util.Optional;

/// That there is a secret.
///
/// @param scope     `user`, `project`, `organization` or `cluster`
/// @param project   whose it is, where the scope is `project`
/// @param reference as a workflow file names it
public record SecretItem(
        String name,
        String scope,
        Optional<String> project,
        String type,
        String reference,
        boolean hidden,
        String setBy,
        Instant setAt) {}

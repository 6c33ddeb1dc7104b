package org.tombolo.model.state;

import java.time.Instant;
import org.tombolo.model.UserId;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretType;

/// That there is a secret; its value is somewhere else.
///
/// @param version another one for every value: it finds the sealed row
/// @param hidden  the format's `private`: listed for operators only
public record Secret(SecretId id, SecretType type, String version, boolean hidden, UserId by, Instant at)
        implements Entity {}

package org.tombolo.model.fact;

import org.tombolo.model.UserId;
import org.tombolo.model.secret.SecretId;
import org.tombolo.model.secret.SecretType;

/// A secret has a value, which was sealed under this version before. The value is never written here.
public record SecretSet(SecretId secret, SecretType type, String version, boolean hidden, UserId by) implements Fact {}

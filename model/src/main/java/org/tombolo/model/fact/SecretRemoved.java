package org.tombolo.model.fact;

import org.tombolo.model.UserId;
import org.tombolo.model.secret.SecretId;

public record SecretRemoved(SecretId secret, UserId by) implements Fact {}

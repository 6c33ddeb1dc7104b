package org.tombolo.model.fact;

import org.tombolo.model.UserId;

public record UserCreated(UserId user, boolean operator) implements Fact {}

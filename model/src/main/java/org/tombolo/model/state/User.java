package org.tombolo.model.state;

import java.time.Instant;
import org.tombolo.model.UserId;

/// @param operator of the whole factory
public record User(UserId id, boolean operator, Instant createdAt) implements Entity {}

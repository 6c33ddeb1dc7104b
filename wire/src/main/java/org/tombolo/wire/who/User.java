package org.tombolo.wire.who;

import java.time.Instant;

/// A person or a program that acts.
public record User(String id, boolean operator, Instant createdAt) {}

package org.tombolo.model.state;

import java.time.Instant;
import org.tombolo.model.UserId;

/// The answer that a mutating request got, kept for a day.
public record Request(String id, UserId user, Instant at, String answer) implements Entity {}

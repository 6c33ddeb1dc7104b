package org.tombolo.model.fact;

import org.tombolo.model.UserId;

/// A mutating request was carried out: the same request gets the same answer for a day.
public record RequestAnswered(String request, UserId user, String answer) implements Fact {}

package org.tombolo.control.door;

import org.tombolo.model.state.Attempt;

/// A live attempt.
///
/// @param address where its ports are reached
public record AttemptView(Attempt attempt, String address) {}

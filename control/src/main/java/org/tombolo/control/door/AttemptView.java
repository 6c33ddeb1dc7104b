package org.tombolo.control.door;

import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Remarks;

/// A live attempt.
///
/// @param address  where its ports are reached
/// @param remarks what the site last said of it
public record AttemptView(Attempt attempt, String address, Remarks remarks) {}

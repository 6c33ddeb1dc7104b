package org.tombolo.control.door;

import java.util.Optional;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Progress;

/// A live attempt.
///
/// @param address  where its ports are reached
/// @param progress of a transfer that runs
public record AttemptView(Attempt attempt, String address, Optional<Progress> progress) {}

package org.tombolo.engine;

import org.tombolo.model.AttemptId;

/// What became of one member of a batch.
public sealed interface Submitted {
    AttemptId attempt();

    /// @param handle what the site calls it
    record Accepted(AttemptId attempt, String handle) implements Submitted {}

    /// The site will not have it.
    ///
    /// @param permanent false: it may take it later
    record Refused(AttemptId attempt, String why, boolean permanent) implements Submitted {}

    /// It may or may not be there: only `find` tells.
    record Unknown(AttemptId attempt, String why) implements Submitted {}
}

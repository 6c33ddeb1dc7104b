package org.tombolo.control.door;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;

/// Work that has left the live state: runs that have ended, attempts that their sites have forgotten. Asked past the
/// loop; methods block and may be called from any thread.
public interface History {
    /// The newest first.
    ///
    /// @param projects of one of these
    /// @param since    started then or later
    /// @param before   the `order` of the last run of the page before
    /// @param limit    1 to 1,000
    List<EndedRun> runs(List<ProjectId> projects, Optional<Instant> since, Optional<Long> before, int limit);

    Optional<EndedRun> run(RunId run);

    /// In the order of job, index and try.
    ///
    /// @param job   of one job only
    /// @param after the last one of the page before
    List<EndedAttempt> attempts(RunId run, Optional<String> job, Optional<AttemptId> after, int limit);

    Optional<EndedAttempt> attempt(AttemptId attempt);
}

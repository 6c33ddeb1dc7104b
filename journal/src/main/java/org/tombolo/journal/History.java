package org.tombolo.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.RunId;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;

/// Work that has left the live state. May be asked by any thread.
public interface History {
    /// The newest first.
    List<EndedRun> runs(RunQuery query);

    Optional<EndedRun> run(RunId run);

    /// In the order of job, index and try.
    ///
    /// @param job   of one job only
    /// @param after the last one of the page before
    List<EndedAttempt> attempts(RunId run, Optional<String> job, Optional<AttemptId> after, int limit);

    Optional<EndedAttempt> attempt(AttemptId attempt);

    /// Removes runs that ended before then, and their attempts, in small transactions.
    ///
    /// @return how many runs were removed
    int prune(Instant before);
}

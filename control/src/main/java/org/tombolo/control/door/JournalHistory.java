package org.tombolo.control.door;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.journal.RunQuery;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;

/// The journal's history.
public final class JournalHistory implements History {
    private final org.tombolo.journal.History journal;

    public JournalHistory(org.tombolo.journal.History journal) {
        this.journal = journal;
    }

    @Override
    public List<EndedRun> runs(List<ProjectId> projects, Optional<Instant> since, Optional<Long> before, int limit) {
        return journal.runs(
                new RunQuery(projects, since, Optional.empty(), Optional.empty(), Ordered.none(), before, limit));
    }

    @Override
    public Optional<EndedRun> run(RunId run) {
        return journal.run(run);
    }

    @Override
    public List<EndedAttempt> attempts(RunId run, Optional<String> job, Optional<AttemptId> after, int limit) {
        return journal.attempts(run, job, after, limit);
    }

    @Override
    public Optional<EndedAttempt> attempt(AttemptId attempt) {
        return journal.attempt(attempt);
    }
}

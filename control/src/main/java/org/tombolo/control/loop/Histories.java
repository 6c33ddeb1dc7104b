package org.tombolo.control.loop;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.State.Departed;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedJob;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.state.Job;

/// What has left the live state, as rows of history.
final class Histories {
    private Histories() {}

    static List<HistoryRow> rows(List<Departed> departed) {
        return departed.stream().map(Histories::row).toList();
    }

    private static HistoryRow row(Departed departed) {
        return switch (departed) {
            case Departed.OfAttempt(var attempt, var how) -> new EndedAttempt(attempt, how.logs());
            case Departed.OfRun(var run, var how, Instant at) ->
                new EndedRun(
                        run.run(),
                        at,
                        how.outcome(),
                        run.jobs().stream().map(Histories::job).toList());
        };
    }

    private static EndedJob job(LiveJob live) {
        var job = live.job();
        if (!(job.phase() instanceof Job.Phase.Ended(Optional<Instant> startedAt, Instant at, var outcome))) {
            throw new IllegalStateException(job.id() + " has not ended, and its run has");
        }
        return new EndedJob(
                job.id().name(), job.order(), outcome, job.choice(), job.succeeded(), job.failed(), startedAt, at);
    }
}

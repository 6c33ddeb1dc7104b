package org.tombolo.control.state;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.tombolo.model.JobId;
import org.tombolo.model.RunId;
import org.tombolo.model.state.Attempt;

/// What has changed since somebody looked. Not part of the state: empty after every turn of the loop.
public final class Dirty {
    private final LinkedHashSet<RunId> runs = new LinkedHashSet<>();
    private final LinkedHashSet<JobId> jobs = new LinkedHashSet<>();
    private final LinkedHashSet<RunId> seen = new LinkedHashSet<>();
    private final List<Attempt> ended = new ArrayList<>();
    private boolean room = true;

    void run(RunId run) {
        runs.add(run);
        seen.add(run);
    }

    void seen(RunId run) {
        seen.add(run);
    }

    void job(JobId job) {
        jobs.add(job);
        seen.add(job.run());
        room = true;
    }

    void ended(Attempt attempt) {
        ended.add(attempt);
    }

    void room() {
        room = true;
    }

    /// Attempts that have ended.
    public List<Attempt> takeEnded() {
        var taken = List.copyOf(ended);
        ended.clear();
        return taken;
    }

    public Optional<JobId> takeJob() {
        return jobs.isEmpty() ? Optional.empty() : Optional.of(jobs.removeFirst());
    }

    public Optional<RunId> takeRun() {
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.removeFirst());
    }

    /// Whether something may be placed that could not be placed before.
    public boolean takeRoom() {
        boolean was = room;
        room = false;
        return was;
    }

    /// Runs whose view is another one now.
    public SequencedSet<RunId> takeSeen() {
        var taken = new LinkedHashSet<>(seen);
        seen.clear();
        return taken;
    }

    public void clear() {
        runs.clear();
        jobs.clear();
        seen.clear();
        ended.clear();
        room = true;
    }
}

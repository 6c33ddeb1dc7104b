package org.tombolo.api.routes;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.History;
import org.tombolo.control.door.RunView;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.Run;

/// A run of a project, live or ended. One of another project is not there.
///
/// The live state is asked before the history: a run moves from the one to the other in one commit, and never back.
public final class RunFinder {
    /// How many attempts a view shows, of all jobs together.
    private static final int MOST_ATTEMPTS = 500;

    private final Factory factory;
    private final History history;

    public RunFinder(Factory factory, History history) {
        this.factory = factory;
        this.history = history;
    }

    Optional<RunView> live(ProjectId project, RunId run) {
        return factory.run(run).filter(view -> view.run().project().equals(project));
    }

    Optional<EndedRun> ended(ProjectId project, RunId run) {
        return history.run(run).filter(ended -> ended.run().project().equals(project));
    }

    /// The run itself, or `NOT_FOUND`.
    Run run(ProjectId project, RunId run) {
        return live(project, run)
                .map(RunView::run)
                .or(() -> ended(project, run).map(EndedRun::run))
                .orElseThrow(() -> none(project, run));
    }

    /// All that is known of it, or `NOT_FOUND`.
    org.tombolo.wire.run.Run shape(ProjectId project, RunId run) {
        return live(project, run)
                .map(view -> RunShape.of(view, attempts(run)))
                .or(() -> endedShape(project, run))
                .orElseThrow(() -> none(project, run));
    }

    Optional<org.tombolo.wire.run.Run> endedShape(ProjectId project, RunId run) {
        return ended(project, run).map(ended -> RunShape.of(ended, factory.version(), attempts(run)));
    }

    Optional<Attempt> attempt(AttemptId attempt) {
        return factory.attempt(attempt)
                .map(view -> view.attempt())
                .or(() -> history.attempt(attempt).map(EndedAttempt::attempt));
    }

    /// Attempts by id: those that sites may still hold, then (never the other way round, for they move from the one to
    /// the other) those that have left.
    private List<EndedAttempt> attempts(RunId run) {
        var found = new TreeMap<AttemptId, EndedAttempt>();
        for (var held : factory.held(run, MOST_ATTEMPTS)) {
            found.put(held.id(), new EndedAttempt(held, List.of()));
        }
        for (var left : history.attempts(run, Optional.empty(), Optional.empty(), MOST_ATTEMPTS)) {
            found.put(left.attempt().id(), left);
        }
        return found.values().stream().limit(MOST_ATTEMPTS).toList();
    }

    static TomboloException none(ProjectId project, RunId run) {
        return new TomboloException(
                ErrorCode.NOT_FOUND,
                "no run \"%s\" in project %s; \"tombolo ps\" lists its runs".formatted(run, project));
    }
}

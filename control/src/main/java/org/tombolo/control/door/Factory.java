package org.tombolo.control.door;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TaskId;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.Project;
import org.tombolo.model.state.Secret;
import org.tombolo.model.state.Token;
import org.tombolo.model.state.User;
import org.tombolo.model.state.Volume;

/// The control loop as the API sees it. Every method blocks until the loop has answered, which it does after the
/// commit, and may be called
/// from any thread. Who may do what is `api.Guard`'s question, asked before; here everything is allowed.
/// While the journal does not take writes, every method throws `PAUSED` with the reason.
public interface Factory {
    /// Carries out a request that changes something, once: repeated with the same request id (of a run: with the same
    /// run id) it
    /// gives the first answer. Refusals are exceptions.
    Done carryOut(Request request);

    /// Why it takes no requests at the moment; empty when it does. Never waits.
    Optional<String> pausedReason();

    /// Its name, once this process has read it from the journal. Never waits.
    Optional<FactoryId> id();

    /// Where the loop stands: every answer that is newer has a higher version.
    Version version();

    /// Live runs of these projects, newest first; at most `limit`, of those whose order is smaller than `before`.
    List<RunView> runs(List<ProjectId> projects, Optional<Long> before, int limit);

    /// How many live runs these projects have.
    int liveRuns(List<ProjectId> projects);

    /// A live run; ended ones are in the journal's history.
    Optional<RunView> run(RunId run);

    /// Waits until a live run's view is newer than `after`, or `wait` is over, and answers with it. Empty when it has
    /// ended and left.
    Optional<RunView> watch(RunId run, Version after, Duration wait);

    /// Tasks of a job that have been tried and whose attempts have not left, by index.
    List<TaskView> tasks(JobId job, int firstIndex, int limit);

    Optional<AttemptView> attempt(AttemptId attempt);

    /// The latest try of a task that a site may still hold, whether its run is live or has ended; others are in the
    /// journal's history.
    Optional<AttemptId> latest(TaskId task);

    /// What sites may still hold of a run, live or ended: at most `limit`, by id. The others are in the journal's
    /// history, and none is in neither.
    List<Attempt> held(RunId run, int limit);

    /// The same of one job, from a task on.
    List<Attempt> held(JobId job, int firstIndex, int limit);

    /// Why each node of a live run is where it is, in words, with the remedy where there is one.
    List<Explanation> explain(RunId run);

    /// What would run where, and what is in the way, without running it.
    Plan plan(ProjectId project, WorkflowSpec workflow, Optional<SiteId> site);

    List<SiteView> sites();

    List<Project> projects();

    List<User> users();

    List<Member> members(ProjectId project);

    /// Without their secrets, which nobody has.
    List<Token> tokens();

    /// Without their values, which the loop has never seen.
    List<Secret> secrets();

    List<Volume> volumes();

    /// Who a token belongs to, unless it has expired or was revoked.
    ///
    /// @param sha256 of the secret, in hex
    Optional<User> authenticate(String sha256, Instant now);

    /// Trees that live runs need: they must not be collected.
    List<Digest> pinned();
}

package org.tombolo.journal;

import java.util.List;
import org.tombolo.model.fact.AttemptAccepted;
import org.tombolo.model.fact.AttemptEnded;
import org.tombolo.model.fact.AttemptFenced;
import org.tombolo.model.fact.AttemptForgotten;
import org.tombolo.model.fact.AttemptPlaced;
import org.tombolo.model.fact.AttemptReadied;
import org.tombolo.model.fact.AttemptStarted;
import org.tombolo.model.fact.AttemptStopping;
import org.tombolo.model.fact.Fact;
import org.tombolo.model.fact.FactoryFounded;
import org.tombolo.model.fact.HostJoined;
import org.tombolo.model.fact.HostLeft;
import org.tombolo.model.fact.ImagePinned;
import org.tombolo.model.fact.JobEnded;
import org.tombolo.model.fact.JobReleased;
import org.tombolo.model.fact.JobStopping;
import org.tombolo.model.fact.MemberRemoved;
import org.tombolo.model.fact.MemberSet;
import org.tombolo.model.fact.ProjectCreated;
import org.tombolo.model.fact.QueuesChanged;
import org.tombolo.model.fact.RequestAnswered;
import org.tombolo.model.fact.RequestExpired;
import org.tombolo.model.fact.RunEnded;
import org.tombolo.model.fact.RunStarted;
import org.tombolo.model.fact.RunStopping;
import org.tombolo.model.fact.SecretRemoved;
import org.tombolo.model.fact.SecretSet;
import org.tombolo.model.fact.SiteHeard;
import org.tombolo.model.fact.SiteJoined;
import org.tombolo.model.fact.SiteLeft;
import org.tombolo.model.fact.SiteSilent;
import org.tombolo.model.fact.TaskDelayed;
import org.tombolo.model.fact.TaskEnded;
import org.tombolo.model.fact.TokenIssued;
import org.tombolo.model.fact.TokenRevoked;
import org.tombolo.model.fact.UserCreated;
import org.tombolo.model.fact.VolumeKept;
import org.tombolo.model.fact.VolumeRemoved;
import org.tombolo.model.fact.VolumeRemoving;
import org.tombolo.model.history.EndedAttempt;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.history.HistoryRow;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.state.Clock;
import org.tombolo.model.state.Entity;
import org.tombolo.model.state.Host;
import org.tombolo.model.state.Job;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.Project;
import org.tombolo.model.state.Queues;
import org.tombolo.model.state.Request;
import org.tombolo.model.state.Run;
import org.tombolo.model.state.Secret;
import org.tombolo.model.state.Site;
import org.tombolo.model.state.Task;
import org.tombolo.model.state.Token;
import org.tombolo.model.state.User;
import org.tombolo.model.state.Volume;

/// The name under which a record is stored, and the version that is written now. A class may be renamed; its word
/// never changes. When the shape of a record changes, its version here grows, `Upgrade` gets a step from the version
/// before, and golden files of the new version are written beside the old ones, which stay.
record Word<T>(String name, int version, Class<? extends T> type) {
    static final List<Word<Fact>> FACTS = List.of(
            new Word<>("factory-founded", 1, FactoryFounded.class),
            new Word<>("project-created", 1, ProjectCreated.class),
            new Word<>("user-created", 1, UserCreated.class),
            new Word<>("member-set", 1, MemberSet.class),
            new Word<>("member-removed", 1, MemberRemoved.class),
            new Word<>("token-issued", 1, TokenIssued.class),
            new Word<>("token-revoked", 1, TokenRevoked.class),
            new Word<>("secret-set", 1, SecretSet.class),
            new Word<>("secret-removed", 1, SecretRemoved.class),
            new Word<>("request-answered", 1, RequestAnswered.class),
            new Word<>("request-expired", 1, RequestExpired.class),
            new Word<>("site-joined", 1, SiteJoined.class),
            new Word<>("site-left", 1, SiteLeft.class),
            new Word<>("site-silent", 1, SiteSilent.class),
            new Word<>("site-heard", 1, SiteHeard.class),
            new Word<>("host-joined", 1, HostJoined.class),
            new Word<>("host-left", 1, HostLeft.class),
            new Word<>("queues-changed", 1, QueuesChanged.class),
            new Word<>("run-started", 1, RunStarted.class),
            new Word<>("run-stopping", 1, RunStopping.class),
            new Word<>("run-ended", 1, RunEnded.class),
            new Word<>("image-pinned", 1, ImagePinned.class),
            new Word<>("job-released", 1, JobReleased.class),
            new Word<>("job-stopping", 1, JobStopping.class),
            new Word<>("job-ended", 1, JobEnded.class),
            new Word<>("task-delayed", 1, TaskDelayed.class),
            new Word<>("task-ended", 1, TaskEnded.class),
            new Word<>("volume-kept", 1, VolumeKept.class),
            new Word<>("volume-removed", 1, VolumeRemoved.class),
            new Word<>("volume-removing", 1, VolumeRemoving.class),
            new Word<>("attempt-placed", 1, AttemptPlaced.class),
            new Word<>("attempt-accepted", 1, AttemptAccepted.class),
            new Word<>("attempt-started", 1, AttemptStarted.class),
            new Word<>("attempt-readied", 1, AttemptReadied.class),
            new Word<>("attempt-stopping", 1, AttemptStopping.class),
            new Word<>("attempt-ended", 1, AttemptEnded.class),
            new Word<>("attempt-fenced", 1, AttemptFenced.class),
            new Word<>("attempt-forgotten", 1, AttemptForgotten.class));

    static final List<Word<Entity>> ENTITIES = List.of(
            new Word<>("attempt", 1, Attempt.class),
            new Word<>("clock", 1, Clock.class),
            new Word<>("host", 1, Host.class),
            new Word<>("job", 1, Job.class),
            new Word<>("member", 1, Member.class),
            new Word<>("project", 1, Project.class),
            new Word<>("queues", 1, Queues.class),
            new Word<>("request", 1, Request.class),
            new Word<>("run", 2, Run.class),
            new Word<>("secret", 1, Secret.class),
            new Word<>("site", 1, Site.class),
            new Word<>("task", 1, Task.class),
            new Word<>("token", 1, Token.class),
            new Word<>("user", 1, User.class),
            new Word<>("volume", 1, Volume.class));

    static final List<Word<HistoryRow>> HISTORY =
            List.of(new Word<>("ended-run", 2, EndedRun.class), new Word<>("ended-attempt", 1, EndedAttempt.class));
}

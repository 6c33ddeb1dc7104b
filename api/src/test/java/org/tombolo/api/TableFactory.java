package org.tombolo.api;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.control.door.AttemptView;
import org.tombolo.control.door.Done;
import org.tombolo.control.door.Explanation;
import org.tombolo.control.door.Factory;
import org.tombolo.control.door.Plan;
import org.tombolo.control.door.Request;
import org.tombolo.control.door.RunView;
import org.tombolo.control.door.SiteView;
import org.tombolo.control.door.TaskView;
import org.tombolo.control.door.Version;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.JobId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.model.state.Member;
import org.tombolo.model.state.Project;
import org.tombolo.model.state.Run;
import org.tombolo.model.state.Token;
import org.tombolo.model.state.User;
import org.tombolo.model.state.Volume;

/// The door with tables behind it instead of the loop: runs start and stop, nothing runs.
final class TableFactory implements Factory {
    final Map<ProjectId, Project> projects = new LinkedHashMap<>();
    final Map<String, User> users = new LinkedHashMap<>();
    final List<Member> members = new ArrayList<>();
    final Map<String, Token> tokens = new LinkedHashMap<>();
    final Map<RunId, RunView> runs = new LinkedHashMap<>();
    final Map<String, String> answers = new LinkedHashMap<>();
    final List<Volume> volumes = new ArrayList<>();
    private final Instant now = Instant.parse("2026-11-21T06:00:00Z");
    private long seq = 1;

    @Override
    public synchronized Done carryOut(Request request) {
        seq++;
        var answer = answers.computeIfAbsent(request.id(), _ -> apply(request));
        return new Done(version(), answer);
    }

    private String apply(Request request) {
        switch (request) {
            case Request.StartRun start -> runs.put(start.run(), view(start));
            case Request.StopRun stop ->
                runs.computeIfPresent(
                        stop.run(),
                        (_, view) -> new RunView(
                                version(),
                                view.run().stopping("asked by " + stop.by()),
                                RunView.Phase.STOPPING,
                                view.jobs()));
            case Request.CreateProject(var _, var _, var project) -> {
                if (projects.putIfAbsent(project, new Project(project, now)) != null) {
                    throw new TomboloException(ErrorCode.CONFLICT, "project %s is there".formatted(project));
                }
                return project.value();
            }
            case Request.CreateUser(var _, var _, var user, var operator) ->
                users.put(user.value(), new User(user, operator, now));
            case Request.SetMember(var _, var _, var project, var user, var role) -> {
                members.removeIf(
                        each -> each.project().equals(project) && each.user().equals(user));
                members.add(new Member(project, user, role));
            }
            case Request.RemoveMember(var _, var _, var project, var user) ->
                members.removeIf(
                        each -> each.project().equals(project) && each.user().equals(user));
            case Request.IssueToken(var _, var _, var token, var user, var sha, var expires, var note) -> {
                tokens.put(token, new Token(token, user, sha, now, expires, note));
                return token;
            }
            case Request.RevokeToken(var _, var _, var token) -> tokens.remove(token);
            case Request.RemoveVolume(var _, var _, var volume) ->
                volumes.removeIf(each -> each.id().equals(volume));
        }
        return request.id();
    }

    private RunView view(Request.StartRun start) {
        var run = new Run(
                start.run(),
                seq,
                start.project(),
                start.by(),
                start.name(),
                start.labels(),
                start.workflow(),
                start.upload(),
                start.site(),
                start.env(),
                start.priority(),
                now,
                Optional.empty());
        return new RunView(version(), run, RunView.Phase.RUNNING, List.of());
    }

    @Override
    public synchronized Version version() {
        return new Version(1, seq);
    }

    @Override
    public synchronized List<RunView> runs(List<ProjectId> of, Optional<RunId> after, int limit) {
        var all = runs.values().stream()
                .filter(view -> of.contains(view.run().project()))
                .toList()
                .reversed();
        int from = after.map(id -> (int) all.stream()
                                .takeWhile(view -> !view.run().id().equals(id))
                                .count()
                        + 1)
                .orElse(0);
        return all.stream().skip(from).limit(limit).toList();
    }

    @Override
    public synchronized Optional<RunView> run(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    @Override
    public Optional<RunView> watch(RunId run, Version after, Duration wait) {
        return run(run);
    }

    @Override
    public List<TaskView> tasks(JobId job, int firstIndex, int limit) {
        return List.of();
    }

    @Override
    public Optional<AttemptView> attempt(AttemptId attempt) {
        return Optional.empty();
    }

    @Override
    public List<Explanation> explain(RunId run) {
        return List.of(new Explanation("train", "queued", "no free core", Optional.of("wait")));
    }

    @Override
    public Plan plan(WorkflowSpec workflow, Optional<SiteId> site) {
        return new Plan(List.of(), List.of(new Plan.Problem("jobs.train", "no site takes it")));
    }

    @Override
    public List<SiteView> sites() {
        return List.of();
    }

    @Override
    public synchronized List<Project> projects() {
        return List.copyOf(projects.values());
    }

    @Override
    public synchronized List<User> users() {
        return List.copyOf(users.values());
    }

    @Override
    public synchronized List<Member> members(ProjectId project) {
        return members.stream().filter(each -> each.project().equals(project)).toList();
    }

    @Override
    public synchronized List<Token> tokens() {
        return List.copyOf(tokens.values());
    }

    @Override
    public synchronized List<Volume> volumes() {
        return List.copyOf(volumes);
    }

    @Override
    public synchronized Optional<User> authenticate(String sha256, Instant now) {
        return tokens.values().stream()
                .filter(token -> token.sha256().equals(sha256))
                .filter(token -> token.expires().map(now::isBefore).orElse(true))
                .findFirst()
                .flatMap(token -> Optional.ofNullable(users.get(token.user().value())));
    }

    @Override
    public List<Digest> pinned() {
        return List.of();
    }
}

package org.tombolo.cli.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.wire.Items;
import org.tombolo.wire.Json;
import org.tombolo.wire.Paths;
import org.tombolo.wire.factory.Prune;
import org.tombolo.wire.factory.Pruned;
import org.tombolo.wire.factory.Status;
import org.tombolo.wire.run.ExecStarted;
import org.tombolo.wire.run.ExecTaken;
import org.tombolo.wire.run.Explanation;
import org.tombolo.wire.run.Plan;
import org.tombolo.wire.run.PlanRun;
import org.tombolo.wire.run.Rerun;
import org.tombolo.wire.run.ResizeExec;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.RunSummary;
import org.tombolo.wire.run.StartExec;
import org.tombolo.wire.run.StartRun;
import org.tombolo.wire.run.Started;
import org.tombolo.wire.run.StopRun;
import org.tombolo.wire.run.Task;
import org.tombolo.wire.secret.KeyRenewed;
import org.tombolo.wire.secret.SecretItem;
import org.tombolo.wire.secret.SetSecret;
import org.tombolo.wire.site.Site;
import org.tombolo.wire.site.SiteCheck;
import org.tombolo.wire.store.CreateVolume;
import org.tombolo.wire.store.Digests;
import org.tombolo.wire.store.Item;
import org.tombolo.wire.store.Volume;
import org.tombolo.wire.store.VolumeSize;
import org.tombolo.wire.who.CreateProject;
import org.tombolo.wire.who.CreateUser;
import org.tombolo.wire.who.IssueToken;
import org.tombolo.wire.who.IssuedToken;
import org.tombolo.wire.who.Member;
import org.tombolo.wire.who.Project;
import org.tombolo.wire.who.SetMember;
import org.tombolo.wire.who.Token;
import org.tombolo.wire.who.User;

/// The questions that commands ask, each one request.
public final class FactoryClient {
    /// As many as the factory gives at once.
    private static final int PAGE = 1000;

    private final Link link;

    public FactoryClient(Link link) {
        this.link = link;
    }

    public Link link() {
        return link;
    }

    public Status status() {
        return get(Paths.STATUS, Status.class);
    }

    public Items<Site> sites() {
        return list(Paths.SITES, Site.class);
    }

    public SiteCheck check(String site) {
        return send("POST", Paths.of(Paths.SITE_CHECK, site), Map.of(), SiteCheck.class);
    }

    public Pruned prune(Prune what) {
        return send("POST", Paths.PRUNE, what, Pruned.class);
    }

    /// The newest of these, at most so many, over as many pages as it takes: one may be short, or empty, before the
    /// last.
    public Items<RunSummary> runs(String project, Query query, int most) {
        var found = new ArrayList<RunSummary>();
        Optional<String> after = Optional.empty();
        do {
            var asked = query.copy()
                    .with("limit", Math.min(most - found.size(), PAGE))
                    .withAny("after", after);
            var page = list(Paths.of(Paths.RUNS, project) + asked, RunSummary.class);
            found.addAll(page.items());
            after = page.next();
        } while (after.isPresent() && found.size() < most);
        return new Items<>(found, after);
    }

    public Run run(String project, String run) {
        return get(Paths.of(Paths.RUN, project, run), Run.class);
    }

    public Started start(String project, StartRun what) {
        return send("POST", Paths.of(Paths.RUNS, project), what, Started.class);
    }

    public Plan plan(String project, PlanRun what) {
        return send("POST", Paths.of(Paths.PLAN, project), what, Plan.class);
    }

    public void stop(String project, String run, StopRun what) {
        http().send("POST", Paths.of(Paths.STOP, project, run), Json.bytes(what));
    }

    public Items<Explanation> explain(String project, String run) {
        return list(Paths.of(Paths.EXPLAIN, project, run), Explanation.class);
    }

    public Items<Task> tasks(String project, String run, String job, Query query) {
        return list(Paths.of(Paths.TASKS, project, run, job) + query, Task.class);
    }

    Item item(String path) {
        return get(path, Item.class);
    }

    Http.Answer read(String path) {
        return http().open(path, "application/octet-stream");
    }

    void write(String path, long length, Http.Body body) {
        http().put(path, length, body);
    }

    public Items<Volume> volumes(String project) {
        return list(Paths.of(Paths.VOLUMES, project), Volume.class);
    }

    public void createVolume(String project, CreateVolume what) {
        http().send("POST", Paths.of(Paths.VOLUMES, project), Json.bytes(what));
    }

    public VolumeSize volumeSize(String project, String volume) {
        return get(Paths.of(Paths.VOLUME_SIZE, project, volume), VolumeSize.class);
    }

    public void removeVolume(String project, String volume, String request) {
        http().delete(Paths.of(Paths.VOLUME, project, volume) + new Query().with("request", request));
    }

    public List<String> missing(String project, List<String> digests) {
        return send("POST", Paths.of(Paths.BLOBS_MISSING, project), new Digests(digests), Digests.class)
                .digests();
    }

    public void putBlob(String project, String digest, long length, Http.Body body) {
        http().put(Paths.of(Paths.BLOB, project, digest), length, body);
    }

    public Items<Project> projects() {
        return list(Paths.PROJECTS, Project.class);
    }

    public void createProject(CreateProject what) {
        http().send("POST", Paths.PROJECTS, Json.bytes(what));
    }

    public Items<Member> members(String project) {
        return list(Paths.of(Paths.MEMBERS, project), Member.class);
    }

    public void setMember(String project, String user, SetMember what) {
        http().send("PUT", Paths.of(Paths.MEMBER, project, user), Json.bytes(what));
    }

    public void removeMember(String project, String user, String request) {
        http().delete(Paths.of(Paths.MEMBER, project, user) + new Query().with("request", request));
    }

    public Items<User> users() {
        return list(Paths.USERS, User.class);
    }

    public void createUser(CreateUser what) {
        http().send("POST", Paths.USERS, Json.bytes(what));
    }

    public Items<Token> tokens() {
        return list(Paths.TOKENS, Token.class);
    }

    public IssuedToken issueToken(IssueToken what) {
        return send("POST", Paths.TOKENS, what, IssuedToken.class);
    }

    public void revokeToken(String token, String request) {
        http().delete(Paths.of(Paths.TOKEN, token) + new Query().with("request", request));
    }

    /// One's own, and those that everybody may use.
    public Items<SecretItem> secrets() {
        return list(Paths.SECRETS, SecretItem.class);
    }

    public Items<SecretItem> secretsOf(String project) {
        return list(Paths.of(Paths.PROJECT_SECRETS, project), SecretItem.class);
    }

    public void setSecret(String path, SetSecret what) {
        http().send("PUT", path, Json.bytes(what));
    }

    public void removeSecret(String path, String request) {
        http().delete(path + new Query().with("request", request));
    }

    public KeyRenewed renewSecretsKey() {
        return Json.answer(http().send("POST", Paths.SECRETS_KEY, new byte[0]), KeyRenewed.class);
    }

    public Started rerun(String project, String run, Rerun what) {
        return send("POST", Paths.of(Paths.RERUN, project, run), what, Started.class);
    }

    public ExecStarted exec(String project, String run, StartExec what) {
        return send("POST", Paths.of(Paths.EXECS, project, run), what, ExecStarted.class);
    }

    /// What the command writes, as [org.tombolo.wire.ExecFrames]. It runs as long as this is read.
    public Http.Answer execOutput(String project, String run, String exec) {
        return http().open(Paths.of(Paths.EXEC_OUTPUT, project, run, exec), "application/octet-stream");
    }

    /// @return up to where it was taken
    public long execInput(String project, String run, String exec, long offset, byte[] bytes, boolean end) {
        var path = Paths.of(Paths.EXEC_INPUT, project, run, exec)
                + new Query().with("offset", offset).with("end", String.valueOf(end));
        return Json.answer(http().put(path, bytes.length, out -> out.write(bytes)), ExecTaken.class)
                .next();
    }

    public void execSize(String project, String run, String exec, ResizeExec size) {
        http().send("PUT", Paths.of(Paths.EXEC_SIZE, project, run, exec), Json.bytes(size));
    }

    /// Bytes of one stream of an attempt's output.
    public Http.Answer logs(String project, String run, Query query) {
        return http().open(Paths.of(Paths.LOGS, project, run) + query, "application/octet-stream");
    }

    private Http http() {
        return link.http();
    }

    private <T> T get(String path, Class<T> type) {
        return Json.answer(http().get(path), type);
    }

    private <T> Items<T> list(String path, Class<T> type) {
        return Json.items(http().get(path), type);
    }

    private <T> T send(String method, String path, Object what, Class<T> type) {
        return Json.answer(http().send(method, path, Json.bytes(what)), type);
    }
}

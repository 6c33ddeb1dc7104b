package org.tombolo.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tombolo.agent.Agent;
import org.tombolo.agent.AgentSettings;
import org.tombolo.agent.transfer.TransferSettings;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.blobs.s3.S3Keys;
import org.tombolo.blobs.s3.S3Server;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Shape;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.enginehosts.HostsEngine;
import org.tombolo.model.AttemptId;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;
import org.tombolo.testkit.servers.S3TestServer;

/// An agent that transfers, and words to ask it.
final class Carrier implements AutoCloseable {
    static final SecretRef SECRET = new SecretRef(SecretRef.Scope.USER, "opens-it");
    private static final SecretRef OTHER = new SecretRef(SecretRef.Scope.USER, "opens-something");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final AgentSettings settings;
    private final FolderBlobs blobs;
    private Agent agent;
    private HostsEngine engine;
    private int runs;

    Carrier(Path folder, TransferSettings transfers) {
        this.folder = folder;
        this.settings = AgentSettings.at(folder.resolve("agent"), "localhost").with(transfers);
        this.blobs = new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC());
        this.agent = Agent.open(settings, blobs, Clock.systemUTC());
        this.engine = new HostsEngine(new SiteId("local"), agent);
    }

    /// @param s3 where `s3://` leads
    static TransferSettings settings(Optional<String> s3, String hub) {
        return new TransferSettings(
                new S3Server(
                        s3.map(URI::create),
                        S3Server.DEFAULT_REGION,
                        s3.map(_ -> new S3Keys(S3TestServer.ACCESS_KEY, S3TestServer.SECRET_KEY, Optional.empty()))),
                URI.create(hub),
                1L << 30,
                Duration.ofSeconds(8));
    }

    static TransferSettings settings() {
        return settings(Optional.empty(), "http://127.0.0.1:1");
    }

    static TransferSettings settings(S3TestServer server) {
        return settings(Optional.of(server.endpoint()), "http://127.0.0.1:1");
    }

    /// Another agent on the same folder.
    void reopen() {
        agent.close();
        agent = Agent.open(settings, blobs, Clock.systemUTC());
        engine = new HostsEngine(new SiteId("local"), agent);
    }

    static UriSpec uri(String uri) {
        return UriSpec.of(uri);
    }

    static UriSpec cached(String uri, UriSpec.Cache cache, Optional<Duration> life) {
        return new UriSpec(uri, Optional.empty(), Ordered.none(), Optional.empty(), cache, life);
    }

    static UriSpec secret(String uri) {
        return new UriSpec(
                uri, Optional.of(SECRET), Ordered.none(), Optional.empty(), UriSpec.Cache.CHANGED, Optional.empty());
    }

    /// With two secrets, of which one may fit.
    static UriSpec several(String uri) {
        var secrets = new LinkedHashMap<String, SecretRef>();
        secrets.put("first", SECRET);
        secrets.put("second", OTHER);
        return new UriSpec(uri, Optional.empty(), secrets, Optional.empty(), UriSpec.Cache.CHANGED, Optional.empty());
    }

    AttemptId in(UriSpec source, String path, Optional<SecretValue> secret, Optional<Duration> timeout) {
        return submit(
                StagingSpec.Direction.IN,
                new TransferSpec(source, UriSpec.of("file://" + path), timeout),
                secret.stream().toList());
    }

    Seen.State.Ended brings(UriSpec source, String path, List<SecretValue> secrets) {
        var transfer = new TransferSpec(source, UriSpec.of("file://" + path), Optional.empty());
        return end(submit(StagingSpec.Direction.IN, transfer, secrets));
    }

    Seen.State.Ended takes(String path, UriSpec destination, List<SecretValue> secrets) {
        var transfer = new TransferSpec(UriSpec.of("file://" + path), destination, Optional.empty());
        return end(submit(StagingSpec.Direction.OUT, transfer, secrets));
    }

    Seen.State.Ended brings(UriSpec source, String path) {
        return end(in(source, path, Optional.empty(), Optional.empty()));
    }

    AttemptId out(String path, UriSpec destination, Optional<SecretValue> secret) {
        return submit(
                StagingSpec.Direction.OUT,
                new TransferSpec(UriSpec.of("file://" + path), destination, Optional.empty()),
                secret.stream().toList());
    }

    Seen.State.Ended takes(String path, UriSpec destination) {
        return end(out(path, destination, Optional.empty()));
    }

    private AttemptId submit(StagingSpec.Direction direction, TransferSpec transfer, List<SecretValue> secrets) {
        var node = new StagingSpec("data", direction, List.of(transfer), List.of());
        var run = new RunId("run" + ++runs);
        var id = AttemptId.of(run, node.name(), 0, 1);
        var shape = new Shape(
                new FactoryId("fac"),
                new ProjectId("project"),
                new UserId("user"),
                new JobId(run, node.name()),
                node,
                new LinkedHashMap<>(),
                Optional.empty(),
                new LinkedHashMap<>(Map.of("data", volume())));
        var grant = new Grant("localhost", List.of(), 0, Ordered.none(), Ordered.none());
        var held = new java.util.ArrayList<Secrets.Held>();
        secrets.forEach(value -> held.add(new Secrets.Held(held.isEmpty() ? SECRET : OTHER, value)));
        var values = new Secrets(held);
        var batch = new Batch(shape, List.of(new Batch.Member(id, grant, Optional.empty()))).with(values);
        assertThat(engine.submit(batch).getFirst()).isInstanceOf(Submitted.Accepted.class);
        return id;
    }

    static VolumeId volume() {
        return new VolumeId.OfProject(new ProjectId("project"), "data");
    }

    Path inVolume(String path) {
        return folder.resolve("agent/volumes/projects/project/data").resolve(path);
    }

    /// Everything that the volume holds, whole or not.
    List<String> files() throws IOException {
        return names(inVolume("."));
    }

    /// What is kept of transfers that are under way.
    List<String> underway() throws IOException {
        return names(folder.resolve("agent/transfers/underway"));
    }

    private static List<String> names(Path root) throws IOException {
        if (!Files.exists(root)) {
            return List.of();
        }
        try (var all = Files.walk(root.normalize())) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.normalize().relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    void write(String path, byte[] bytes) throws IOException {
        Files.createDirectories(inVolume(path).getParent());
        Files.write(inVolume(path), bytes);
    }

    Optional<Seen> seen(AttemptId id) {
        return engine.observe(Cursor.START, Duration.ZERO).seen().stream()
                .filter(each -> each.attempt().equals(id))
                .findFirst();
    }

    Seen.State.Ended end(AttemptId id) {
        await(() -> seen(id).filter(each -> each.state() instanceof Seen.State.Ended)
                .isPresent());
        return (Seen.State.Ended) seen(id).orElseThrow().state();
    }

    void stop(AttemptId id) {
        engine.stop(List.of(new StopOrder(id, Duration.ZERO)));
    }

    static void requireDone(Seen.State.Ended end) {
        assertThat(end.cause()).isEqualTo(new Cause.Exit(0));
    }

    /// Why it failed.
    static String why(Seen.State.Ended end) {
        assertThat(end.cause()).isInstanceOf(Cause.StagingFailed.class);
        return end.cause().text();
    }

    static void await(Condition condition) {
        var limit = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("the agent was given " + PATIENCE).isBefore(limit);
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }

    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    @Override
    public void close() {
        engine.forget(engine.observe(Cursor.START, Duration.ZERO).seen().stream()
                .map(Seen::attempt)
                .toList());
        agent.close();
    }
}

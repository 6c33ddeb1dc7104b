package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tombolo.agent.Agent;
import org.tombolo.agent.AgentSettings;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Cursor;
import org.tombolo.engine.LogStream;
import org.tombolo.engine.Seen;
import org.tombolo.engine.Shape;
import org.tombolo.engine.Submitted;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.SiteId;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.upload.TreeEntry;
import org.tombolo.model.upload.TreeManifest;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Progress;

/// This machine under an agent of its own, and words to ask it for work.
final class TestingMachine implements AutoCloseable {
    static final RunId RUN = new RunId("run");
    static final VolumeId DATA = new VolumeId.OfRun(RUN, "data");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final FolderBlobs blobs;
    private final AgentSettings settings;
    private Agent agent;
    HostsEngine engine;

    static TestingMachine local(Path folder) {
        return of(folder, HostsSettings.LOCAL);
    }

    /// With every container runtime that this machine has, and uses this one.
    static TestingMachine of(Path folder, ContainerRuntime runtime) {
        return of(folder, by(runtime).withPath(Unstable.PATH));
    }

    static HostsSettings by(ContainerRuntime runtime) {
        var settings = HostsSettings.LOCAL.with(runtime);
        return runtime == ContainerRuntime.DOCKER
                ? settings.with(settings.containers().engineAt(Optional.of(TestingDocker.host())))
                : settings;
    }

    static TestingMachine of(Path folder, HostsSettings settings) {
        return new TestingMachine(folder, settings.agent(folder.resolve("agent"), folder.resolve("egress")));
    }

    TestingMachine(Path folder, AgentSettings settings) {
        this.settings = settings;
        this.blobs = new FolderBlobs(folder.resolve("blobs"), Clock.systemUTC());
        this.agent = Agent.open(settings, blobs, Clock.systemUTC());
        this.engine = new HostsEngine(new SiteId("local"), agent);
    }

    /// Another agent on the same folder.
    void reopen(AgentSettings changed) {
        agent.close();
        agent = Agent.open(changed, blobs, Clock.systemUTC());
        engine = new HostsEngine(new SiteId("local"), agent);
    }

    /// Until it runs, is known to, and has written that last.
    void awaitRunning(AttemptId id, String written) {
        await(() -> out(id).endsWith(written)
                && state(id).filter(Seen.State.Running.class::isInstance).isPresent());
    }

    void forgetAll() {
        engine.forget(engine.observe(Cursor.START, Duration.ZERO).seen().stream()
                .map(Seen::attempt)
                .toList());
    }

    @Override
    public void close() {
        forgetAll();
        agent.close();
    }

    static WorkSpec work(Program program) {
        return new WorkSpec(
                Optional.empty(),
                program,
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    static WorkSpec script(String text) {
        return work(new Program.Script(text));
    }

    /// With absolute paths.
    static WorkSpec placed(
            String script, Optional<String> cwd, Map<String, MountSpec> mounts, Map<String, FileSpec> files) {
        return new WorkSpec(
                Optional.empty(),
                new Program.Script(script),
                List.of(),
                List.of(),
                cwd,
                new LinkedHashMap<>(mounts),
                new LinkedHashMap<>(files),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    static JobSpec job(String name, WorkSpec work) {
        return new JobSpec(
                name, work, PolicySpec.NONE, Optional.empty(), Optional.empty(), JobNetworkSpec.SHARED, false);
    }

    Digest upload(Map<String, String> files) {
        var entries = new TreeMap<>(files)
                .entrySet().stream()
                        .map(file -> {
                            var bytes = file.getValue().getBytes(StandardCharsets.UTF_8);
                            return new TreeEntry(
                                    file.getKey(), bytes.length, false, blobs.put(new ByteArrayInputStream(bytes)));
                        })
                        .toList();
        return blobs.put(
                new ByteArrayInputStream(new TreeManifest(entries).text().getBytes(StandardCharsets.UTF_8)));
    }

    AttemptId submit(NodeSpec node) {
        return submit(node, 0, Optional.empty(), Map.of());
    }

    AttemptId submit(NodeSpec node, AttemptId id) {
        return submit(node, id, 0, Optional.empty(), Map.of());
    }

    AttemptId submit(NodeSpec node, long memoryBytes, Optional<Digest> upload, Map<String, Integer> ports) {
        return submit(node, AttemptId.of(RUN, node.name(), 0, 1), memoryBytes, upload, ports);
    }

    private AttemptId submit(
            NodeSpec node, AttemptId id, long memoryBytes, Optional<Digest> upload, Map<String, Integer> ports) {
        assertThat(offer(node, id, memoryBytes, upload, ports)).isInstanceOf(Submitted.Accepted.class);
        return id;
    }

    /// @param image what it means for the run
    AttemptId submit(NodeSpec node, int attempt, Digest image) {
        var id = AttemptId.of(RUN, node.name(), 0, attempt);
        var plain = batch(node, id, 0, Optional.empty(), Map.of());
        assertThat(engine.submit(new Batch(plain.shape().with(image), plain.members())))
                .allMatch(Submitted.Accepted.class::isInstance);
        return id;
    }

    AttemptId submit(NodeSpec node, Secrets secrets) {
        var id = AttemptId.of(RUN, node.name(), 0, 1);
        assertThat(engine.submit(batch(node, id, 0, Optional.empty(), Map.of()).with(secrets)))
                .allMatch(Submitted.Accepted.class::isInstance);
        return id;
    }

    /// What the machine says to it.
    Submitted offer(NodeSpec node) {
        return offer(node, AttemptId.of(RUN, node.name(), 0, 1), 0, Optional.empty(), Map.of());
    }

    private Submitted offer(
            NodeSpec node, AttemptId id, long memoryBytes, Optional<Digest> upload, Map<String, Integer> ports) {
        return engine.submit(batch(node, id, memoryBytes, upload, ports)).getFirst();
    }

    private static Batch batch(
            NodeSpec node, AttemptId id, long memoryBytes, Optional<Digest> upload, Map<String, Integer> ports) {
        var shape = new Shape(
                new FactoryId("fac"),
                new ProjectId("project"),
                new UserId("user"),
                new JobId(RUN, node.name()),
                node,
                new LinkedHashMap<>(Map.of("WORD", "a 'quoted' word")),
                upload,
                new LinkedHashMap<>(Map.of("data", DATA)));
        var grant = new Grant("localhost", List.of(0), memoryBytes, Ordered.none(), new LinkedHashMap<>(ports));
        return new Batch(shape, List.of(new Batch.Member(id, grant, Optional.empty())));
    }

    /// What its image turned out to be.
    Optional<Digest> image(AttemptId id) {
        return engine.observe(Cursor.START, Duration.ZERO).seen().stream()
                .filter(seen -> seen.attempt().equals(id))
                .flatMap(seen -> seen.image().stream())
                .findFirst();
    }

    Optional<Progress> progress(AttemptId id) {
        return engine.observe(Cursor.START, Duration.ZERO).seen().stream()
                .filter(seen -> seen.attempt().equals(id))
                .flatMap(seen -> seen.remarks().progress().stream())
                .findFirst();
    }

    Optional<Seen.State> state(AttemptId id) {
        return engine.observe(Cursor.START, Duration.ZERO).seen().stream()
                .filter(seen -> seen.attempt().equals(id))
                .map(Seen::state)
                .findFirst();
    }

    Seen.State.Ended end(AttemptId id) {
        await(() -> state(id).filter(Seen.State.Ended.class::isInstance).isPresent());
        return (Seen.State.Ended) state(id).orElseThrow();
    }

    String out(AttemptId id) {
        return new String(engine.logs(id, LogStream.OUT, 0, 0, 1 << 16).bytes(), StandardCharsets.UTF_8);
    }

    String err(AttemptId id) {
        return new String(engine.logs(id, LogStream.ERR, 0, 0, 1 << 16).bytes(), StandardCharsets.UTF_8);
    }

    /// What was done before it ran.
    String stages(AttemptId id) {
        return new String(engine.logs(id, LogStream.STAGE, 0, 0, 1 << 16).bytes(), StandardCharsets.UTF_8);
    }

    AgentSettings settings() {
        return settings;
    }

    /// Alive and no zombie.
    static boolean isAlive(String pid) {
        try (var stat = Files.newInputStream(Path.of("/proc", pid, "stat"))) {
            var text = new String(stat.readNBytes(1024), StandardCharsets.ISO_8859_1);
            return !text.substring(text.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }

    /// Its words, each ended by a NUL; empty when it is gone.
    static String command(String pid) {
        try (var words = Files.newInputStream(Path.of("/proc", pid, "cmdline"))) {
            return new String(words.readNBytes(4096), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    static void await(Condition condition) {
        var limit = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("the machine was given " + PATIENCE).isBefore(limit);
            try {
                Thread.sleep(5);
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
}

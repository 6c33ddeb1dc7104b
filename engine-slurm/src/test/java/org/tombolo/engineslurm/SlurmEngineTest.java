package org.tombolo.engineslurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.engine.Batch;
import org.tombolo.engine.Engine;
import org.tombolo.engine.EngineContract;
import org.tombolo.engine.Seen;
import org.tombolo.engine.StopOrder;
import org.tombolo.engine.Submitted;
import org.tombolo.model.AttemptId;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// Run by an ordinary user of a real cluster, on its login node: `./dev test --only slurm` sees to that.
@Tag("slurm")
class SlurmEngineTest extends EngineContract {
    private final SlowAgent agent = new SlowAgent();
    private SlurmEngine engine;

    @BeforeEach
    void open() {
        var settings = new SlurmSettings(
                new SlurmSettings.Control.Here(),
                new SharedFolder(
                        shared.resolve("tombolo"), shared.resolve("tombolo").toString()),
                SlurmSettings.PATH,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("rack1"),
                Optional.empty(),
                Duration.ofSeconds(2),
                SlurmSettings.Storage.OWN,
                Optional.empty());
        engine = new SlurmEngine(
                new SiteId("cluster"),
                settings,
                shared.resolve("home"),
                new FolderBlobs(shared.resolve("blobs"), Clock.systemUTC()),
                agent);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @Override
    protected Engine engine() {
        return engine;
    }

    @Override
    protected void crash() {
        engine.close();
        open();
    }

    @Override
    protected String host() {
        return "cpu";
    }

    @Test
    void knowsNothingWhileTheFolderIsGoneAndEverythingWhenItIsBack() throws Exception {
        var id = submit("away", "sleep 3; exit 5");
        var folder = shared.resolve("tombolo");
        Files.move(folder, shared.resolve("elsewhere"));
        assertThatThrownBy(() -> engine.find(List.of(id)))
                .isInstanceOfSatisfying(
                        TomboloException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE))
                .hasMessageContaining("mounted");
        crash();
        assertThatThrownBy(() -> engine.find(List.of(id))).hasMessageContaining("mounted");
        Files.move(shared.resolve("elsewhere"), folder);
        assertThat(end(id).cause()).isEqualTo(new Cause.Exit(5));
    }

    /// A job with a file, which the agent has to bring.
    private AttemptId withFile(String name, String script) throws IOException {
        Files.createDirectories(shared.resolve("tombolo/data"));
        var plain = job(name, script, Optional.empty());
        var work = plain.work();
        SequencedMap<String, FileSpec> files = new LinkedHashMap<>();
        files.put("/etc/one", new FileSpec.Inline("one"));
        var spec = new JobSpec(
                name,
                new WorkSpec(
                        work.image(),
                        work.program(),
                        work.args(),
                        work.env(),
                        work.cwd(),
                        work.mounts(),
                        files,
                        work.resources(),
                        work.dependsOn()),
                plain.policy(),
                plain.multinode(),
                plain.array(),
                plain.network(),
                plain.preemptible());
        var batch = new Batch(shape(spec), List.of(member(id(name), 0, Optional.empty())));
        assertThat(engine.submit(batch)).allMatch(Submitted.Accepted.class::isInstance);
        return id(name);
    }

    private static String queue() throws IOException {
        var process = new ProcessBuilder("squeue", "--noheader", "--me", "--format=%j").start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void givesTheSchedulerNothingBeforeAllIsThere() throws Exception {
        var id = withFile("patient", "echo \"$TOMBOLO_ATTEMPT\" >> \"$SHARED/ran\"");
        assertThat(state(id)).contains(new Seen.State.Waiting());
        crash();
        assertThat(engine.find(List.of(id))).hasSize(1);
        assertThat(state(id)).contains(new Seen.State.Waiting());
        assertThat(queue()).doesNotContain("patient");
        agent.end(id, new Cause.Exit(0));
        running(id);
        crash();
        assertThat(end(id).cause()).isEqualTo(new Cause.Exit(0));
        assertThat(lines("ran")).hasSize(1);
        engine.forget(List.of(id));
        assertThat(agent.has(id)).isFalse();
    }

    @Test
    void givesTheSchedulerNothingThatWasStoppedBeforeAllWasThere() throws Exception {
        var id = withFile("early", "echo ran >> \"$SHARED/ran\"");
        engine.stop(List.of(new StopOrder(id, Duration.ofSeconds(1))));
        assertThat(end(id).cause()).isInstanceOf(Cause.Stopped.class);
        agent.end(id, new Cause.Exit(0));
        crash();
        assertThat(end(id).cause()).isInstanceOf(Cause.Stopped.class);
        assertThat(queue()).doesNotContain("early");
        assertThat(lines("ran")).isEmpty();
    }

    @Test
    void endsWhatCannotBePreparedAndStaysWithIt() throws Exception {
        var id = withFile("hopeless", "true");
        agent.end(id, new Cause.StagingFailed("no such file"));
        assertThat(end(id).cause()).isEqualTo(new Cause.StagingFailed("no such file"));
        crash();
        assertThat(end(id).cause()).isEqualTo(new Cause.StagingFailed("no such file"));
        assertThat(engine.find(List.of(id))).hasSize(1);
    }

    @Test
    void doesNotKnowWhatWasWrittenDownAndNeverReachedTheAgent() throws Exception {
        var id = withFile("nowhere", "true");
        agent.forget(List.of(id));
        crash();
        assertThat(engine.find(List.of(id))).isEmpty();
        try (var orders = Files.list(shared.resolve("tombolo/orders"))) {
            assertThat(orders).isEmpty();
        }
    }

    /// On the one node that has the feature.
    @Override
    protected boolean isAlive(String pid) {
        try {
            return new ProcessBuilder("srun", "--constraint=rack1", "--partition=cpu", "test", "-d", "/proc/" + pid)
                            .redirectErrorStream(true)
                            .redirectOutput(Path.of("/dev/null").toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

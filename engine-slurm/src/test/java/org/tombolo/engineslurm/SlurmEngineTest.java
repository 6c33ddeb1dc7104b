package org.tombolo.engineslurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.engine.Engine;
import org.tombolo.engine.EngineContract;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.SiteId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.work.Cause;

/// Run by an ordinary user of a real cluster, on its login node: `./dev test --only slurm` sees to that.
@Tag("slurm")
class SlurmEngineTest extends EngineContract {
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
                Duration.ofSeconds(2));
        engine = new SlurmEngine(
                new SiteId("cluster"),
                settings,
                shared.resolve("home"),
                new FolderBlobs(shared.resolve("blobs"), Clock.systemUTC()));
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

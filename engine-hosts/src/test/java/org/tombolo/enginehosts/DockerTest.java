package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tombolo.enginehosts.TestingMachine.await;
import static org.tombolo.enginehosts.TestingMachine.job;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tombolo.agent.AgentSettings;
import org.tombolo.engine.StopOrder;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Ordered;
import org.tombolo.model.secret.SecretValue;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// What only Docker could do wrong, with a real engine: its client, its records, its containers.
@Tag("containers")
class DockerTest {
    private static final SecretRef REF = new SecretRef(SecretRef.Scope.USER, "word");
    private static final String CANARY = "canary of docker's";

    @TempDir
    Path folder;

    @BeforeEach
    void hasAnEngine() {
        assumeThat(TestingDocker.isPossible())
                .as("root, or ./dev, can start Docker's engine")
                .isTrue();
    }

    private WorkSpec work(String script, List<EnvEntry> env) {
        var archive = folder.resolve("image.tar");
        TestingImage.busybox().write(archive);
        return new WorkSpec(
                Optional.of(new ImageSpec(UriSpec.of("oci-archive:" + archive))),
                new Program.Script(script),
                List.of(),
                env,
                Optional.empty(),
                new LinkedHashMap<>(Map.of("/data", new MountSpec("data", false))),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
    }

    private TestingMachine machine(String path) {
        return TestingMachine.of(
                folder, TestingMachine.by(ContainerRuntime.DOCKER).withPath(path));
    }

    /// What the client says.
    private static String docker(String... words) {
        try {
            var command = new ArrayList<>(List.of("docker", "--host", TestingDocker.host()));
            command.addAll(List.of(words));
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String containers(AttemptId id) {
        return docker("ps", "--all", "--format", "{{.Names}}")
                .lines()
                .filter(name -> name.contains(id.task().job().name()))
                .findFirst()
                .orElse("");
    }

    /// A `docker` in front of the real one, which is killed while the engine is asked to run something, once.
    private String killed(String when) throws IOException {
        var script = """
                #!/bin/sh
                asked=%1$s/asked
                case "$*" in *" run "*--name*tombolo-fac-*) ;; *) exec docker "$@" ;; esac
                [ ! -e "$asked" ] || { echo again >>"$asked"; exec docker "$@"; }
                echo once >"$asked"
                case %2$s in
                    started) docker "$@" >/dev/null ;;
                    created)
                        for each; do
                            shift
                            case $each in
                                run) set -- "$@" create ;;
                                --detach) ;;
                                *) set -- "$@" "$each" ;;
                            esac
                        done
                        docker "$@" >/dev/null
                        ;;
                esac
                kill -KILL $$
                """.formatted(folder, when);
        var programs = Files.createDirectories(folder.resolve("programs"));
        var program =
                Files.writeString(programs.resolve("docker"), script.replace("docker \"$@\"", real() + " \"$@\""));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return programs + ":" + Unstable.PATH;
    }

    private static String real() {
        return List.of("/usr/local/bin/docker", "/usr/bin/docker").stream()
                .filter(each -> Files.isExecutable(Path.of(each)))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "created", "started"})
    void aClientThatIsKilledNeitherLosesTheWorkNorDoublesIt(String when) throws Exception {
        try (var machine = machine(killed(when))) {
            var id = machine.submit(job("killed", work("echo begun; exit 7", List.of())));
            assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(7));
            assertThat(machine.out(id)).isEqualTo("begun\n");
            assertThat(folder.resolve("asked")).content().startsWith("once\n");
            await(() -> containers(id).isEmpty());
        }
    }

    @Test
    void theEngineIsNeverToldASecretAndKeepsNothing() throws Exception {
        try (var machine = machine(Unstable.PATH)) {
            var script =
                    "[ \"$WORD\" = \"%s\" ] || exit 9; echo up; while test ! -e /data/go; do sleep 0.1; done; echo to the log"
                            .formatted(CANARY);
            var id = machine.submit(
                    job(
                            "secret",
                            work(
                                    script.replace(CANARY, "canary of \"\"docker's"),
                                    List.of(new EnvEntry.FromSecret("WORD", REF)))),
                    new Secrets(List.of(new Secrets.Held(REF, new SecretValue.Value(CANARY)))));
            await(() -> machine.out(id).contains("up"));
            var name = containers(id);
            assertThat(docker("inspect", name)).contains("tombolo-empty").doesNotContain("canary");
            assertThat(docker("logs", name)).doesNotContain("up\n");
            assertThat(docker("export", name)).doesNotContain("canary");
            var engine =
                    Path.of(TestingDocker.host().substring("unix://".length())).resolveSibling("data");
            if (Files.isReadable(engine)) {
                assertThat(holding("canary", engine.resolve("containers"))).isEmpty();
            }
            Files.createFile(volume().resolve("go"));
            assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(0));
            await(() -> containers(id).isEmpty());
            assertThat(docker("volume", "ls", "--quiet")).isEmpty();
            assertThat(docker("images", "--format", "{{.Repository}} {{.Size}}"))
                    .isEqualTo("tombolo-empty 0B\n");
        }
    }

    private static List<Path> holding(String text, Path root) throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private Path volume() throws IOException {
        try (var all = Files.walk(folder.resolve("agent/volumes"))) {
            return all.filter(each -> each.endsWith("data")).findFirst().orElseThrow();
        }
    }

    /// What asks the engine has left the attempt, and asks when that has ended.
    @Test
    void whatWasStoppedBeforeTheEngineStartsItNeverBegins() throws Exception {
        var programs = Files.createDirectories(folder.resolve("programs"));
        var late = """
                #!/bin/sh
                case "$*" in
                    *" run "*--name*tombolo-fac-*)
                        ( setsid env -u TOMBOLO_ATTEMPT sh -c '
                            cd %1$s && touch asked
                            until [ -e go ]; do sleep 0.1; done
                            %2$s "$@" >said
                            mv said told
                        ' sh "$@" & )
                        sleep 1000
                        ;;
                esac
                exec %2$s "$@"
                """.formatted(folder, real());
        assertThat(Files.writeString(programs.resolve("docker"), late).toFile().setExecutable(true))
                .isTrue();
        var settings = TestingMachine.by(ContainerRuntime.DOCKER)
                .withPath(programs + ":" + Unstable.PATH)
                .with(AgentSettings.Groups.OFF, AgentSettings.LogPlace.AUTO);
        try (var machine = TestingMachine.of(folder, settings)) {
            var id = machine.submit(job("stopped", work("echo begun > /data/begun", List.of())));
            await(() -> Files.exists(folder.resolve("asked")));
            machine.engine.stop(List.of(new StopOrder(id, Duration.ofMillis(100))));
            assertThat(machine.end(id).cause()).isInstanceOf(Cause.Stopped.class);
            Files.createFile(folder.resolve("go"));
            await(() -> Files.exists(folder.resolve("told")));
            assertThat(folder.resolve("told")).content().as("it was started").isNotBlank();
            await(() -> containers(id).isEmpty());
            assertThat(volume().resolve("begun")).doesNotExist();
        }
    }

    @Test
    void whatTheEngineTakesWithItEndsAndLeavesNothing() throws Exception {
        assumeThat(TestingDocker.isRoot())
                .as("only root can start another engine")
                .isTrue();
        try (var engine = TestingDocker.Engine.start();
                var machine = TestingMachine.of(
                        folder,
                        HostsSettings.LOCAL.with(HostsSettings.LOCAL
                                .containers()
                                .by(ContainerRuntime.DOCKER)
                                .engineAt(Optional.of(engine.host()))))) {
            var id = machine.submit(job("taken", work("sleep 4321 & echo up; wait", List.of())));
            await(() -> machine.out(id).contains("up"));
            engine.end();
            assertThat(machine.end(id).cause()).isEqualTo(new Cause.Signal(9));
            assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                    .noneMatch(line -> line.endsWith("sleep 4321"));
            assertThat(Path.of(engine.host().substring("unix://".length())).getParent())
                    .doesNotExist();
        }
    }

    @Test
    void anImageThatWasRemovedIsMadeAgain() {
        try (var machine = machine(Unstable.PATH)) {
            machine.end(machine.submit(job("first", work("true", List.of()))));
            docker("rmi", "--force", "tombolo-empty:1");
            var id = machine.submit(job("second", work("echo here", List.of())));
            assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(0));
            assertThat(machine.out(id)).isEqualTo("here\n");
        }
    }
}

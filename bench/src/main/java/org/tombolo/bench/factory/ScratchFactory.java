package org.tombolo.bench.factory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.tombolo.cli.client.FactoryClient;
import org.tombolo.cli.client.Ids;
import org.tombolo.cli.client.Link;
import org.tombolo.cli.client.RunWatch;
import org.tombolo.cli.home.Home;
import org.tombolo.cli.home.Launch;
import org.tombolo.cli.home.Server;
import org.tombolo.model.Ordered;
import org.tombolo.wire.factory.ServerFile;
import org.tombolo.wire.run.Run;
import org.tombolo.wire.run.StartRun;

/// A factory in a folder of its own: started by `./tombolo up`, asked through the API, ended by `./tombolo down
/// --stop-work`, and deleted.
public final class ScratchFactory implements AutoCloseable {
    private static final String PROJECT = "default";

    private final Path clone;
    private final Path home;
    private final Map<String, String> environment;
    private final Server server;
    private final FactoryClient client;
    private final SecureRandom random = new SecureRandom();

    private ScratchFactory(Path clone, Path home, String flags) {
        this.clone = clone;
        this.home = home;
        this.environment = Map.of("TOMBOLO_HOME", home.toString(), "TOMBOLO_SERVER_FLAGS", flags);
        this.server = new Server(new Home(home), Launch.of(environment));
        this.client = new FactoryClient(new Link(environment, new Home(home), server));
    }

    /// An empty state folder, and no server yet. It is below TMPDIR: the journal is to be on a disk.
    public static ScratchFactory make(Path clone) throws IOException {
        return make(clone, "");
    }

    /// @param flags more of them for the server's JVM
    public static ScratchFactory make(Path clone, String flags) throws IOException {
        var folder = Optional.ofNullable(System.getenv("TMPDIR")).map(Path::of).orElse(Path.of("/var/tmp"));
        return new ScratchFactory(clone, Files.createTempDirectory(folder, "tombolo-bench-"), flags);
    }

    /// Gives it a site file.
    public ScratchFactory site(String name, String text) throws IOException {
        Files.createDirectories(home.resolve("sites"));
        Files.writeString(home.resolve("sites").resolve(name + ".yaml"), text);
        return this;
    }

    /// Returns when the server is ready.
    public ServerFile up() throws IOException, InterruptedException {
        command("up");
        client.link().forget();
        return server.running().orElseThrow(() -> new IOException("no server after ./tombolo up"));
    }

    /// Runs a command of `./tombolo` on it, to its end.
    ///
    /// @return what it printed
    public String command(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(clone.resolve("tombolo").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("%s ended with %d: %s".formatted(command, process.exitValue(), said));
        }
        return said;
    }

    /// Of the server that runs.
    public long pid() throws IOException {
        return server.running().map(ServerFile::pid).orElseThrow(() -> new IOException("no server runs on " + home));
    }

    public Path home() {
        return home;
    }

    public String project() {
        return PROJECT;
    }

    public FactoryClient client() {
        return client;
    }

    /// @return the run's id
    public String start(String workflow, Optional<String> site) {
        var what = new StartRun(
                Ids.draw(Instant.now(), random),
                Optional.empty(),
                Ordered.none(),
                workflow,
                Optional.empty(),
                Ordered.none(),
                Optional.empty(),
                site,
                Ordered.none(),
                0,
                Ordered.none());
        return client.start(PROJECT, what).run();
    }

    /// Follows a run's events until one fulfils the condition, or the run has ended.
    public Run watch(String run, Predicate<Run> condition) throws InterruptedException {
        return new RunWatch(client, PROJECT, run, note -> System.err.println(note)).until(condition);
    }

    /// Follows a run's events until the run has ended, which must be well.
    public Run finish(String run) throws IOException, InterruptedException {
        var end = watch(run, Run::isEnded);
        if (!end.state().equals("succeeded")) {
            throw new IOException(
                    "run %s: %s %s".formatted(run, end.state(), end.why().orElse("")));
        }
        return end;
    }

    @Override
    public void close() throws IOException {
        try {
            if (server.running().isPresent()) {
                command("down", "--stop-work");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (var files = Files.walk(home)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}

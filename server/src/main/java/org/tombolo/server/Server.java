package org.tombolo.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.agent.Agent;
import org.tombolo.api.AllRoutes;
import org.tombolo.api.Api;
import org.tombolo.api.Doors;
import org.tombolo.api.guard.Guard;
import org.tombolo.api.guard.Keyholder;
import org.tombolo.api.guard.Secrets;
import org.tombolo.api.http.Edge;
import org.tombolo.api.http.Route;
import org.tombolo.blobs.Blobs;
import org.tombolo.blobs.FolderBlobs;
import org.tombolo.control.command.Command;
import org.tombolo.control.door.JournalHistory;
import org.tombolo.control.door.SiteChecks;
import org.tombolo.control.door.WorkflowTexts;
import org.tombolo.control.loop.ControlLoop;
import org.tombolo.control.loop.SitePort;
import org.tombolo.control.loop.Snapshots;
import org.tombolo.control.outputs.SiteExecs;
import org.tombolo.control.outputs.SiteOutputs;
import org.tombolo.engine.Engine;
import org.tombolo.enginehosts.HostsEngine;
import org.tombolo.engineslurm.SlurmEngine;
import org.tombolo.journal.Breather;
import org.tombolo.journal.Codec;
import org.tombolo.journal.Journals;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.FactoryId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.state.User;
import org.tombolo.server.secrets.KeyFile;
import org.tombolo.server.secrets.Strongroom;
import org.tombolo.wire.Json;
import org.tombolo.wire.factory.ServerFile;

/// One running factory. `start` is the map of the system, top to bottom; `close` goes back up.
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);
    private static final ProjectId FIRST_PROJECT = new ProjectId("default");
    private static final Duration READY_WITHIN = Duration.ofMinutes(10);

    private final Deque<Part> parts;
    private final ServerFile file;
    private final LoopThread loop;
    private final List<Route> routes;

    private Server(Deque<Part> parts, ServerFile file, LoopThread loop, List<Route> routes) {
        this.parts = parts;
        this.file = file;
        this.loop = loop;
        this.routes = routes;
    }

    /// Something that was started, and how it ends.
    private record Part(String name, AutoCloseable closing) {}

    /// Returns when requests are answered. What cannot be started is an exception, and nothing of it stays.
    public static Server start(Path home, Map<String, String> environment) throws InterruptedException {
        return start(home, environment, Wrapping.NONE);
    }

    /// @param wrapping put around what the control loop speaks to
    public static Server start(Path home, Map<String, String> environment, Wrapping wrapping)
            throws InterruptedException {
        var parts = new ArrayDeque<Part>();
        try {
            return start(home, environment, wrapping, parts);
        } catch (RuntimeException | InterruptedException e) {
            close(parts);
            throw e;
        }
    }

    private static Server start(Path home, Map<String, String> environment, Wrapping wrapping, Deque<Part> parts)
            throws InterruptedException {
        var clock = Clock.systemUTC();
        var startedAt = clock.instant();

        var folder = started(parts, "state folder", StateFolder.open(home));
        Logs.to(folder.part("logs"));
        var settings = Settings.read(home, environment);
        var sites = SiteSettings.readAll(home.resolve("sites"));
        LOG.info("starts on {} with {}", home, settings);

        var secrets = new Secrets();
        var owner = Owner.of(folder, secrets);
        var journal = started(parts, "journal", Journals.open(settings.database(), new Codec()));
        var blobs = new FolderBlobs(folder.part("blobs"), clock);

        var calls = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("site-call-", 0).factory());
        parts.push(new Part("calls to sites", calls::shutdownNow));
        var ports = new ArrayList<SitePort>();
        for (var site : sites) {
            ports.add(port(site, folder, blobs, clock, wrapping, parts));
        }

        var strongroom = new Strongroom(journal.sealed(), new KeyFile(keyFile(home, environment)), clock);
        var control = new ControlLoop(
                wrapping.journal().apply(journal), holder(home), clock, calls::execute, ports, strongroom);
        var found = new Command.Found(
                new FactoryId("f" + secrets.name().substring(0, 7)),
                owner.user(),
                FIRST_PROJECT,
                secrets.name(),
                owner.sha256());
        var loop = started(parts, "control loop", LoopThread.start(control, List.of(found)));
        started(
                parts,
                "upkeep",
                Upkeep.start(
                        new Snapshots(journal, Breather::new),
                        control,
                        strongroom,
                        run -> journal.history().run(run).isPresent()));

        var history = new JournalHistory(journal.history());
        var outputs = new SiteOutputs(
                control::holderOf, control::engineOf, journal.history()::attempt, blobs, Patience::fresh);
        SiteChecks checks = site -> control.engine(site)
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.NOT_FOUND, "no site \"%s\"; \"tombolo sites\" lists them".formatted(site)))
                .check();
        var doors = new Doors(
                control,
                history,
                outputs,
                checks,
                new SiteExecs(control::engineOf),
                new WorkflowTexts(),
                blobs,
                strongroom);
        var version = ProgramVersion.read();
        var routes = AllRoutes.of(doors, new HomeFacts(home, version, startedAt), secrets, clock, settings.maxUpload());
        var keyholder = new Keyholder(new User(owner.user(), true, startedAt), owner.sha256());
        var edge = new Edge(new Guard(control, clock, keyholder), secrets);
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port());
        var api = started(parts, "API", new Api(routes, edge, address));
        api.start();

        loop.awaitReady(READY_WITHIN);
        var url = "http://%s:%d".formatted(address.getAddress().getHostAddress(), api.port());
        var file = new ServerFile(ProcessHandle.current().pid(), url, startedAt, version);
        folder.writeSecret(ServerFile.NAME, Json.bytes(file));
        parts.push(new Part(ServerFile.NAME, () -> folder.delete(ServerFile.NAME)));
        LOG.info(
                "ready at {} after {} ms",
                url,
                Duration.between(startedAt, clock.instant()).toMillis());
        return new Server(parts, file, loop, routes);
    }

    private static SitePort port(
            SiteSettings site, StateFolder folder, Blobs blobs, Clock clock, Wrapping wrapping, Deque<Part> parts) {
        var home = folder.part("work").resolve(site.id().value());
        return switch (site.by()) {
            case SiteSettings.Driven.Hosts(var settings) -> {
                // The agent of this machine runs in this process, and is reached by messages only.
                var agent = started(
                        parts,
                        "agent of " + site.id(),
                        Agent.open(settings.agent(home, folder.home().resolve("egress")), blobs, clock));
                yield port(
                        site,
                        "hosts",
                        new HostsEngine(site.id(), agent, settings.storage(), settings.hostFolders()),
                        wrapping,
                        parts);
            }
            case SiteSettings.Driven.Slurm(var settings, var data) -> {
                var egress = folder.home().resolve("egress");
                var house =
                        started(parts, "data of " + site.id(), new SlurmData(site.id(), data, egress, blobs, clock));
                yield port(site, "slurm", new SlurmEngine(site.id(), settings, home, blobs, house), wrapping, parts);
            }
        };
    }

    private static SitePort port(SiteSettings site, String kind, Engine engine, Wrapping wrapping, Deque<Part> parts) {
        var opened = started(parts, "engine of " + site.id(), engine);
        return new SitePort(site.id(), kind, wrapping.engine().apply(opened), site.lostAfter());
    }

    private static <T extends AutoCloseable> T started(Deque<Part> parts, String name, T part) {
        parts.push(new Part(name, part));
        return part;
    }

    /// Outside the database, and where the operator says so outside the state folder too.
    private static Path keyFile(Path home, Map<String, String> environment) {
        return Optional.ofNullable(environment.get("TOMBOLO_SECRETS_KEY_FILE"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElse(home.resolve("secrets.key"));
    }

    /// The same after a restart, another one for every other state folder.
    private static String holder(Path home) {
        try {
            return InetAddress.getLocalHost().getHostName() + ":" + home;
        } catch (UnknownHostException e) {
            return "localhost:" + home;
        }
    }

    /// Where it listens.
    public ServerFile file() {
        return file;
    }

    /// What it answers.
    List<Route> routes() {
        return routes;
    }

    /// Returns when the control loop has ended: by `close`, or because somebody else leads.
    public void await() throws InterruptedException {
        loop.await();
    }

    /// Work at sites goes on.
    @Override
    public void close() {
        close(parts);
    }

    private static void close(Deque<Part> parts) {
        while (!parts.isEmpty()) {
            var part = parts.pop();
            try {
                part.closing().close();
            } catch (Exception e) {
                LOG.warn("{} did not end cleanly", part.name(), e);
            }
        }
    }
}

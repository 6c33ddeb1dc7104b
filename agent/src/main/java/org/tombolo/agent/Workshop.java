package org.tombolo.agent;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tombolo.agent.files.Trees;
import org.tombolo.agent.image.Images;
import org.tombolo.agent.transfer.Remotes;
import org.tombolo.blobs.Blobs;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.StateFolder;
import org.tombolo.model.Digest;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.secret.Secrets;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.WorkOrder;

/// The agent's parts, put together: one readable list.
final class Workshop {
    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);

    /// For the shells to be gone.
    private static final Duration GONE = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofMillis(10);
    private static final Duration TRIM = Duration.ofSeconds(1);
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final AgentSettings settings;
    private final HomeFolder home;
    private final Past past;
    private final FileLock lock;
    private final StateFolder state;
    private final Host host;
    private final Slots slots;
    private final Namespaces namespaces;
    private final Board board;
    private final Volumes volumes;
    private final Vault vault;
    private final Orders orders;
    private final LaunchPlans plans;
    private final Staging staging;
    private final Images images;
    private final Runtimes runtimes;
    private final Containers containers;
    private final Supervisor supervisor;
    private final Dispatcher dispatcher;
    private final Endings endings;
    private final Remotes remotes;
    private final Transfers transfers;
    private final Logs logs;
    private final Keepsakes keepsakes;
    private final Stopping stopping;
    private final Execs execs;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Watch watch;
    private @Nullable Thread dispatching;

    private Workshop(AgentSettings settings, Blobs blobs, Clock clock) throws IOException {
        this.settings = settings;
        home = new HomeFolder(settings.home());
        makeFolders();
        lock = lock();
        var user = user();
        var boot = new Boot(settings.machine().bootId(), clock);
        past = new Past(settings, home, boot, user);
        state = past.state();
        host = new Host(settings);
        slots = Cgroups.of(settings, past.instance());
        namespaces = Namespaces.tried(user != 0);
        board = new Board(HexFormat.of().toHexDigits(System.nanoTime()));
        var kernel = new Native();
        volumes = new Volumes(home, settings.provisioners(), settings.hostFolders(), kernel);
        var us = user == 0
                ? new LaunchPlan.Ids(0, 0)
                : new LaunchPlan.Ids(
                        user, StateChoice.owner(settings.home(), "unix:gid").orElse(user));
        plans = new LaunchPlans(home, settings, volumes, user == 0 ? Optional.empty() : Optional.of(us));
        images = new Images(home.images(), blobs, clock);
        runtimes = new Runtimes(home, settings.path(), settings.containers(), us);
        vault = new Vault(state);
        var stages = new StageLog(home, clock);
        containers = new Containers(home, images, runtimes, plans, vault, us, board, stages, settings.elsewhere());
        orders = new Orders(home, plans, vault);
        staging = new Staging(home, blobs, volumes, plans);
        var processes = new Processes();
        var sweeper = new Sweeper(board, processes, this::gone);
        var verdicts = new Verdicts(state.verdicts());
        var probing = new Probing(state, board, processes, threads);
        endings = new Endings(
                board,
                boot,
                verdicts,
                sweeper,
                probing,
                new Exposing(home, settings.address(), board, threads),
                vault,
                new FullVolumes(volumes, plans),
                clock);
        remotes = new Remotes(
                home.transfers(), Files.readString(settings.machine().bootId()).strip(), settings.transfers(), clock);
        transfers =
                new Transfers(volumes, plans, settings.egressRoots(), board, endings, remotes, vault, stages, clock);
        var launching = new Launching(home, settings, endings, host.capacity());
        watch = new Watch(state.root());
        supervisor = new Supervisor(state, home, settings.machine().shell(), slots);
        dispatcher = new Dispatcher(
                state,
                supervisor,
                board,
                endings,
                launching,
                watch,
                new Rooms(home),
                HexFormat.of().toHexDigits(System.nanoTime()));
        keepsakes = Keepsakes.open(home.root());
        logs = new Logs(state, home, launching, vault, blobs, settings.logLimit());
        stopping = new Stopping(state, board, endings, dispatcher, processes, slots, threads);
        execs = new Execs(state, processes, slots, kernel);
        recover(verdicts, processes);
        images.open();
        threads.execute(sweeper);
    }

    static Workshop open(AgentSettings settings, Blobs blobs, Clock clock) throws IOException {
        var shop = new Workshop(settings, blobs, clock);
        shop.start();
        return shop;
    }

    private void makeFolders() throws IOException {
        for (var folder : List.of(
                home.root(),
                home.orders(),
                home.scratch(),
                home.logs(),
                home.uploads(),
                home.volumes(),
                home.rootView(),
                home.programs())) {
            Files.createDirectories(folder);
        }
        Files.setPosixFilePermissions(home.root(), PosixFilePermissions.fromString("rwx------"));
    }

    private FileLock lock() throws IOException {
        var file = home.root().resolve("lock");
        var channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock taken = null;
        try {
            taken = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // by this very process
        }
        if (taken == null) {
            var other = Files.readString(file).strip();
            channel.close();
            throw new TomboloException(
                    ErrorCode.CONFLICT,
                    "the agent's folder %s is in use by process %s; stop that one first".formatted(home.root(), other));
        }
        channel.truncate(0);
        channel.write(StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
        return taken;
    }

    private int user() {
        return StateChoice.owner(settings.home(), "unix:uid").orElse(NOBODY);
    }

    private static final int NOBODY = 65534;

    /// Everything that was taken before, as far as it went.
    private void recover(Verdicts verdicts, Processes processes) throws IOException {
        var known = orders.load();
        for (var order : known) {
            board.add(entries(order));
        }
        vault.recover(known);
        past.end(board, endings, processes);
        verdicts.read()
                .forEach((label, end) -> board.find(label)
                        .ifPresent(entry -> board.move(entry, each -> {
                            each.phase = Entry.Phase.ENDED;
                            each.state = end;
                        })));
        dispatcher.recover();
        execs.recover();
    }

    private List<Entry> entries(Order order) throws IOException {
        var image = LaunchPlans.image(order).isPresent() ? containers.pinned(order) : Optional.<Digest>empty();
        var entries = new ArrayList<Entry>(order.work().members().size());
        var fresh = new java.util.HashMap<org.tombolo.model.AttemptId, Entry>();
        for (var member : order.work().members()) {
            var entry = new Entry(
                    member.attempt(), member.attempt().label(order.work().factory()), order, member);
            entry.behind = member.behind()
                    .flatMap(id -> Optional.ofNullable(fresh.get(id)).or(() -> board.find(id)))
                    .orElse(null);
            entry.image = image;
            fresh.put(entry.id, entry);
            entries.add(entry);
        }
        return entries;
    }

    private void start() {
        dispatching = Thread.ofPlatform().name("agent-dispatch").daemon().start(dispatcher);
        threads.execute(() -> watch.run(dispatcher::wake));
        threads.execute(this::keepUp);
        threads.execute(() -> Loop.forever(SWEEP, this::sweepImages));
        var waiting = new LinkedHashMap<Long, List<Entry>>();
        board.in(Entry.Phase.STAGING)
                .forEach(entry -> waiting.computeIfAbsent(entry.order.number(), _ -> new ArrayList<>())
                        .add(entry));
        waiting.values().forEach(entries -> stage(entries.getFirst().order, entries));
    }

    /// Writes the order down and begins with it.
    void take(WorkOrder work, Secrets secrets) throws IOException {
        var order = orders.take(work, secrets);
        var entries = entries(order);
        board.add(entries);
        stage(order, entries);
    }

    private void stage(Order order, List<Entry> entries) {
        if (staging.isNeeded(order) || settings.elsewhere()) {
            threads.execute(() -> prepare(order, entries));
        } else {
            dispatcher.ready(entries);
        }
    }

    private void prepare(Order order, List<Entry> entries) {
        try {
            staging.prepare(order);
            if (!contain(order, entries)) {
                return;
            }
            if (order.node() instanceof StagingSpec moving) {
                for (var entry : entries) {
                    if (transfers.run(entry, moving)) {
                        dispatcher.gone(entry);
                    }
                }
            } else if (settings.elsewhere()) {
                end(entries, new Cause.Exit(0)); // its part is done
            } else {
                dispatcher.ready(entries);
            }
        } catch (IOException | TomboloException e) {
            end(entries, new Cause.StagingFailed(String.valueOf(e.getMessage())));
        }
    }

    private void end(List<Entry> entries, Cause cause) {
        entries.forEach(entry -> {
            endings.never(entry, cause);
            dispatcher.gone(entry);
        });
    }

    /// Gets the image of an order that has one. False: its attempts have ended instead, or the agent is closing.
    private boolean contain(Order order, List<Entry> entries) throws IOException {
        var image = LaunchPlans.image(order);
        if (image.isEmpty()) {
            return true;
        }
        try {
            containers.prepare(order, entries, LaunchPlans.work(order).orElseThrow(), image.get());
            return true;
        } catch (TomboloException e) {
            var why = String.valueOf(e.getMessage());
            end(entries, isForGood(e.code()) ? new Cause.Refused(why) : new Cause.StagingFailed(why));
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt(); // the next agent goes on with it
        }
        return false;
    }

    /// Whether the same would be said again however often it is asked.
    private static boolean isForGood(ErrorCode code) {
        return code.blame() == ErrorCode.Blame.CALLER || code == ErrorCode.CORRUPT;
    }

    private void keepUp() {
        Loop.forever(TRIM, () -> {
            board.in(Entry.Phase.RUNNING).forEach(entry -> {
                scrub(entry);
                logs.trim(entry);
            });
            dropSecrets();
            execs.tidy();
        });
    }

    private boolean scrub(Entry entry) {
        try {
            logs.scrub(entry);
            return true;
        } catch (TomboloException e) {
            LOG.warn("{}: values of secrets may be in its output: {}", entry.label, e.getMessage());
            return false;
        }
    }

    /// Of orders of which nothing runs any more: first out of what they wrote, then altogether.
    private void dropSecrets() {
        if (vault.isEmpty()) {
            return;
        }
        var secret = board.all().stream()
                .filter(entry -> vault.has(entry.order))
                .collect(Collectors.groupingBy(entry -> entry.order));
        secret.forEach((order, entries) -> {
            if (entries.stream().allMatch(Entry::isEnded) && entries.stream().allMatch(this::scrub)) {
                vault.drop(order);
            }
        });
    }

    private void gone(Entry entry) {
        dispatcher.gone(entry);
    }

    /// Why this machine will not have the order.
    Optional<String> refuses(WorkOrder order) {
        if (settings.elsewhere()) {
            return Optional.empty();
        }
        var work = LaunchPlans.work(new Order(0, order));
        if (work.flatMap(WorkSpec::image).isPresent()) {
            return runtimes.why().map(why -> "it has an image: " + why);
        }
        return work.filter(Workshop::needsView)
                .flatMap(_ -> namespaces.why())
                .map(why -> "mounts, files and a `cwd` that is not there need mount namespaces: " + why);
    }

    private static boolean needsView(WorkSpec work) {
        return !work.mounts().isEmpty()
                || !work.files().isEmpty()
                || work.cwd().filter(cwd -> !Files.isDirectory(Path.of(cwd))).isPresent();
    }

    /// @param gone by order
    void forget(Collection<List<Entry>> gone) throws IOException {
        gone.forEach(entries -> entries.forEach(Entry::leave));
        for (var entries : gone) {
            for (var entry : entries) {
                logs.delete(entry);
                Trees.delete(home.scratch(entry.label));
                if (LaunchPlans.isPlaced(entry.order)) {
                    Trees.delete(home.copies(entry.label));
                }
                if (LaunchPlans.image(entry.order).isPresent()) {
                    Trees.delete(home.layer(entry.label));
                }
            }
            var order = entries.getFirst().order;
            orders.forget(order, entries);
            board.remove(entries);
            dispatcher.forget(entries);
            removeUpload(order);
            forgetImages(order);
            if (vault.has(order) && board.all().stream().noneMatch(entry -> entry.order.number() == order.number())) {
                vault.drop(order);
            }
        }
    }

    private void sweepImages() {
        var all = board.all();
        try {
            images.sweep(
                    all.stream().flatMap(entry -> entry.image.stream()).collect(Collectors.toSet()),
                    all.stream().map(entry -> entry.order.work().job().run()).collect(Collectors.toSet()));
        } catch (IOException e) {
            LOG.warn("images that nobody uses cannot be removed: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// When nothing of the run is left here.
    private void forgetImages(Order order) {
        var run = order.work().job().run();
        if (LaunchPlans.image(order).isPresent()
                && board.all().stream()
                        .noneMatch(entry -> entry.order.work().job().run().equals(run))) {
            containers.forget(run);
        }
    }

    /// When no order needs it any more.
    private void removeUpload(Order order) throws IOException {
        var upload = order.work().upload();
        if (upload.isPresent()
                && board.all().stream()
                        .noneMatch(entry -> entry.order.work().upload().equals(upload))) {
            Trees.delete(home.uploads().resolve(upload.get().hex()));
        }
    }

    /// With the machine's own image where the work names none.
    WorkOrder dressed(WorkOrder order) {
        return DefaultImage.in(order, settings.containers().image());
    }

    AgentAnswer.Described describe() {
        var facts = new ArrayList<>(host.facts());
        facts.addAll(slots.facts());
        namespaces.why().ifPresent(why -> facts.add("no mount namespaces: " + why));
        var places = volumes.places();
        places.forEach(place -> facts.add(place.unlimited()
                .map(why -> "the size of volumes is not enforced (%s): %s".formatted(place.provisioner(), why))
                .orElse("volumes are held to their size (%s)".formatted(place.provisioner()))));
        facts.addAll(runtimes.facts());
        facts.add(
                "state in %s (%s)".formatted(state.root(), StateChoice.isMemory(state.root()) ? "memory" : "on disk"));
        var cores = host.capacity().cores();
        return new AgentAnswer.Described(
                host.capacity(),
                facts,
                namespaces.why(),
                runtimes.why(),
                host.capacity().devices().sequencedKeySet().stream()
                        .filter(kind -> ContainerDevices.isKnown(kind, settings.containers()))
                        .toList(),
                settings.containers().image().isPresent(),
                namespaces.why().or(Namespaces::noNetworks),
                Topology.THIS.sockets(cores),
                Topology.THIS.numaNodes(cores),
                places);
    }

    AgentAnswer.Prepared prepared(Order order) throws IOException {
        return plans.prepared(order);
    }

    AgentAnswer.Checked check() throws IOException {
        return new AgentAnswer.Checked(new SelfCheck(home, state.root(), host, slots, runtimes, user() != 0).run());
    }

    String name() {
        return settings.host();
    }

    Board board() {
        return board;
    }

    Keepsakes keepsakes() {
        return keepsakes;
    }

    Logs logs() {
        return logs;
    }

    Volumes volumes() {
        return volumes;
    }

    Execs execs() {
        return execs;
    }

    Stopping stopping() {
        return stopping;
    }

    void close() {
        execs.close();
        watch.close();
        dispatcher.close();
        threads.shutdownNow();
        remotes.close();
        try {
            if (dispatching != null) {
                dispatching.join(2000);
            }
            if (board.all().stream().allMatch(Entry::isEnded)) {
                supervisor.quit();
                Loop.until(GONE, LOOK, slots::remove);
                past.close(board.all().isEmpty());
            }
            supervisor.close();
            lock.release();
            lock.acquiredBy().close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("closing the agent: {}", e.getMessage());
        }
    }

    Path stateRoot() {
        return state.root();
    }
}

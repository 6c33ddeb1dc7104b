package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.tombolo.agent.image.Furnished;
import org.tombolo.launch.Container;
import org.tombolo.launch.Exports;
import org.tombolo.launch.HomeFolder;
import org.tombolo.launch.Isolation;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.LaunchText;
import org.tombolo.launch.Ranks;
import org.tombolo.model.ErrorCode;
import org.tombolo.model.TomboloException;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.AgentAnswer;
import org.tombolo.wire.agent.AgentJson;

/// Turns orders into what the supervisor reads.
final class LaunchPlans {
    private final HomeFolder home;
    private final AgentSettings settings;
    private final Volumes volumes;
    private final Optional<LaunchPlan.Ids> ordinary;

    /// @param ordinary who we are, unless root
    LaunchPlans(HomeFolder home, AgentSettings settings, Volumes volumes, Optional<LaunchPlan.Ids> ordinary) {
        this.home = home;
        this.settings = settings;
        this.volumes = volumes;
        this.ordinary = ordinary;
    }

    /// The launch text, the script and the inline files, into the order's folder.
    void write(Order order) throws IOException {
        var work = work(order);
        if (work.isEmpty()) {
            return;
        }
        if (work.get().image().isEmpty()) {
            Files.writeString(home.launch(order.number()), LaunchText.of(plan(order, work.get())));
        }
        if (work.get().image().isEmpty() && isIsolated(order)) {
            writeNetwork(order);
        }
        if (work.get().program() instanceof Program.Script(var text)) {
            var script = home.script(order.number());
            Files.writeString(script, LaunchText.executable(text));
            Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        }
        if (Parallel.isGeneric(order.node())) {
            Files.writeString(remote(order), Parallel.REMOTE);
            Files.setPosixFilePermissions(remote(order), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        int number = 0;
        for (var file : work.get().files().values()) {
            if (file instanceof FileSpec.Inline(var text)) {
                Files.createDirectories(home.files(order.number()));
                Files.writeString(home.files(order.number()).resolve(Integer.toString(number)), text);
            }
            number++;
        }
    }

    /// The launch text of an order whose image is here.
    void writeContained(Order order, WorkSpec work, Container container, Furnished furnished) throws IOException {
        var env = new LinkedHashMap<>(furnished.env());
        env.putAll(Parallel.environment(order.node(), Parallel.INSIDE));
        env.putAll(order.work().env());
        var plan = new LaunchPlan(
                work.program(),
                work.args(),
                env,
                ownAndDevices(order),
                Optional.of(furnished.folder()),
                furnished.placed(),
                ordinary,
                isEntered(order),
                Exports.names(work),
                Ranks.on(order.node()),
                isIsolated(order),
                Optional.of(container));
        var fresh = home.launch(order.number()).resolveSibling("launch.new");
        Files.writeString(fresh, LaunchText.of(plan));
        Files.move(fresh, home.launch(order.number()), StandardCopyOption.ATOMIC_MOVE);
    }

    /// For those who run it elsewhere.
    AgentAnswer.Prepared prepared(Order order) throws IOException {
        var file = home.prepared(order.number());
        if (Files.exists(file)) {
            return new AgentJson().read(Files.readAllBytes(file), AgentAnswer.Prepared.class, file.toString());
        }
        var placed = work(order).map(work -> placed(order, work)).orElse(List.of());
        return prepared(order, placed, Optional.empty());
    }

    /// The same of an order whose image is here.
    void writePrepared(Order order, AgentAnswer.PreparedImage image, List<LaunchPlan.Placed> placed)
            throws IOException {
        var fresh = home.prepared(order.number()).resolveSibling("prepared.new");
        Files.write(fresh, new AgentJson().write(prepared(order, placed, Optional.of(image))));
        Files.move(fresh, home.prepared(order.number()), StandardCopyOption.ATOMIC_MOVE);
    }

    private static AgentAnswer.Prepared prepared(
            Order order, List<LaunchPlan.Placed> placed, Optional<AgentAnswer.PreparedImage> image) {
        return new AgentAnswer.Prepared(
                order.number(),
                placed.stream()
                        .map(each -> new AgentAnswer.Placed(each.source(), each.target(), each.readOnly(), each.copy()))
                        .toList(),
                image);
    }

    static Optional<ImageSpec> image(Order order) {
        return work(order).flatMap(WorkSpec::image);
    }

    static Optional<WorkSpec> work(Order order) {
        return WorkSpec.of(order.node());
    }

    /// Whether it sees something at absolute paths.
    static boolean isPlaced(Order order) {
        return work(order)
                        .filter(work ->
                                !work.mounts().isEmpty() || !work.files().isEmpty())
                        .isPresent()
                || isIsolated(order);
    }

    private LaunchPlan plan(Order order, WorkSpec work) {
        return new LaunchPlan(
                work.program(),
                work.args(),
                environment(order),
                own(order),
                work.cwd(),
                placed(order, work),
                ordinary,
                isEntered(order),
                Exports.names(work),
                Ranks.on(order.node()),
                isIsolated(order),
                Optional.empty());
    }

    /// By a probe that is a command.
    private static boolean isEntered(Order order) {
        return order.node() instanceof ServiceSpec service
                && service.probe().map(ProbeSpec::action).orElse(null) instanceof ProbeSpec.Action.Exec;
    }

    private SequencedMap<String, String> environment(Order order) {
        var env = new LinkedHashMap<String, String>();
        env.put("PATH", settings.path());
        for (var name : List.of("HOME", "USER", "LOGNAME", "LANG", "TMPDIR")) {
            var value = System.getenv(name);
            if (value != null) {
                env.put(name, value);
            }
        }
        env.putIfAbsent("HOME", System.getProperty("user.home"));
        env.putIfAbsent("LANG", "C.UTF-8");
        env.putAll(Parallel.environment(order.node(), remote(order).toString()));
        env.putAll(order.work().env());
        return env;
    }

    private static SequencedSet<String> own(Order order) {
        var names = new LinkedHashSet<String>();
        names.add("TOMBOLO_ATTEMPT");
        if (order.isArray()) {
            names.add("FB_TASK_ID");
        }
        if (order.node() instanceof ServiceSpec service) {
            service.network().ports().stream()
                    .map(PortSpec::name)
                    .map(LaunchPlans::portVariable)
                    .forEach(names::add);
        }
        return names;
    }

    /// With those that tell which devices there are: runtimes pass on what they know by name.
    private static SequencedSet<String> ownAndDevices(Order order) {
        var names = own(order);
        order.node().resources().devices().sequencedKeySet().stream()
                .flatMap(kind -> Devices.variable(kind).stream())
                .forEach(names::add);
        return names;
    }

    /// What its attempts find in `/etc/hosts` beside what the machine has there.
    String names(Order order) {
        return Peers.lines(order, settings.address(), isIsolated(order) ? Isolation.MACHINE : "127.0.0.1");
    }

    /// Who answers for names, where it is not whom the machine asks.
    static Optional<String> resolver(Order order) {
        return isIsolated(order) ? Optional.of("nameserver " + Isolation.RESOLVER + "\n") : Optional.empty();
    }

    static boolean isIsolated(Order order) {
        return order.node() instanceof JobSpec job && job.network().isolated();
    }

    /// What a process of the host needs to have a network of its own.
    private void writeNetwork(Order order) throws IOException {
        Files.writeString(network(order, "hosts"), names(order) + Files.readString(Path.of("/etc/hosts")));
        Files.writeString(network(order, "resolv.conf"), resolver(order).orElse(""));
    }

    private Path network(Order order, String file) {
        return home.order(order.number()).resolve(file);
    }

    /// The names of all variables that are the job's, not its image's.
    static List<String> ownNames(Order order, WorkSpec work) {
        var names = new LinkedHashSet<>(order.work().env().keySet());
        names.addAll(Parallel.environment(order.node(), Parallel.INSIDE).keySet());
        names.addAll(ownAndDevices(order));
        names.addAll(Exports.names(work));
        return List.copyOf(names);
    }

    static String portVariable(String port) {
        return "TOMBOLO_PORT_" + port.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    List<LaunchPlan.Placed> placed(Order order, WorkSpec work) {
        var placed = new ArrayList<LaunchPlan.Placed>();
        work.mounts()
                .forEach((target, mount) -> placed.add(new LaunchPlan.Placed(
                        volumes.folder(volume(order, mount.volume())).toString(), target, mount.readOnly(), false)));
        int number = 0;
        for (var file : work.files().entrySet()) {
            var source = switch (file.getValue()) {
                case FileSpec.Inline _ -> home.files(order.number()).resolve(Integer.toString(number));
                case FileSpec.Uploaded(var path) -> upload(order).resolve(path);
            };
            placed.add(new LaunchPlan.Placed(source.toString(), file.getKey(), false, true));
            number++;
        }
        if (work.image().isPresent() && !settings.elsewhere()) {
            placed.addAll(ContainerDevices.driver(order.node()));
        }
        if (work.image().isPresent() && Parallel.isGeneric(order.node())) {
            placed.add(new LaunchPlan.Placed(remote(order).toString(), Parallel.INSIDE, true, false));
        }
        if (work.image().isEmpty() && isIsolated(order)) {
            for (var file : List.of("hosts", "resolv.conf")) {
                placed.add(new LaunchPlan.Placed(network(order, file).toString(), "/etc/" + file, true, false));
            }
        }
        placed.sort(java.util.Comparator.comparingInt(each -> each.target().length()));
        return placed;
    }

    private Path remote(Order order) {
        return home.order(order.number()).resolve("remote");
    }

    VolumeId volume(Order order, String name) {
        var volume = order.work().volumes().get(name);
        if (volume == null) {
            throw new TomboloException(
                    ErrorCode.BAD_INPUT,
                    "%s: no volume \"%s\" came with it".formatted(order.work().job(), name));
        }
        return volume;
    }

    /// Where the run's uploaded files are.
    Path upload(Order order) {
        var digest = order.work()
                .upload()
                .orElseThrow(() -> new TomboloException(
                        ErrorCode.BAD_INPUT,
                        "%s: no files were uploaded with the run"
                                .formatted(order.work().job())));
        return home.uploads().resolve(digest.hex());
    }
}

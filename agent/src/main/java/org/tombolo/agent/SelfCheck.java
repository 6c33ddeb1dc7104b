package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.tombolo.launch.Container;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.launch.HomeFolder;
import org.tombolo.model.work.Finding;

/// What of this machine works, and why the rest does not: each thing is tried, nothing is looked up.
final class SelfCheck {
    private static final String DOCKER = "; who may use it is root on this machine";
    private static final long ENOUGH_BYTES = 1L << 30;

    private final HomeFolder home;
    private final Path state;
    private final Host host;
    private final Slots slots;
    private final Runtimes runtimes;
    private final boolean ordinary;
    private final List<Finding> findings = new ArrayList<>();

    SelfCheck(HomeFolder home, Path state, Host host, Slots slots, Runtimes runtimes, boolean ordinary) {
        this.home = home;
        this.state = state;
        this.host = host;
        this.slots = slots;
        this.runtimes = runtimes;
        this.ordinary = ordinary;
    }

    List<Finding> run() throws IOException {
        isolation();
        containers();
        devices();
        disk();
        return List.copyOf(findings);
    }

    private void isolation() {
        var groups = slots.facts();
        boolean grouped = groups.stream().anyMatch(fact -> fact.startsWith("control groups"));
        findings.add(new Finding("isolation", "control groups", grouped, String.join("; ", groups)));
        var users = Commands.run(List.of("unshare", "--user", "--map-root-user", "true"));
        findings.add(new Finding(
                "isolation",
                "user namespaces",
                users.code() == 0,
                users.code() == 0 ? "each process may make its own" : "unshare: " + users.output()));
        var mounts = Namespaces.tried(ordinary).why();
        findings.add(new Finding(
                "isolation",
                "mount namespaces",
                mounts.isEmpty(),
                mounts.orElse("mounts and files at absolute paths, without an image too")));
        var networks = mounts.or(Namespaces::noNetworks);
        findings.add(new Finding(
                "isolation",
                "isolated networks",
                networks.isEmpty(),
                networks.orElse("slirp4netns and /dev/net/tun are there")));
    }

    private void containers() {
        var all = runtimes.all();
        boolean overlay =
                all.stream().flatMap(each -> each.layer().stream()).anyMatch(layer -> layer != Container.Layer.COPY);
        boolean none = all.stream().allMatch(each -> each.layer().isEmpty());
        findings.add(new Finding(
                "containers",
                "writable layer",
                overlay,
                overlay
                        ? "the kernel's overlay, over an image that stays as it is"
                        : none ? "no runtime works" : Runtimes.COPIES));
        var used = all.stream().filter(runtimes::isUsed).findFirst();
        for (var each : all) {
            boolean first = used.filter(each::equals).isPresent();
            findings.add(new Finding(
                    "containers",
                    each.runtime().word(),
                    each.why().isEmpty(),
                    each.why()
                            .map(why -> why.replace("\n", "; "))
                            .orElseGet(() -> "a process was started in it"
                                    + (each.runtime() == ContainerRuntime.DOCKER ? DOCKER : "")
                                    + (first ? "; images run by it" : ""))));
        }
        var unsquashfs = Commands.run(List.of("unsquashfs", "-version"));
        boolean unpacks = unsquashfs.output().startsWith("unsquashfs version");
        findings.add(new Finding(
                "containers",
                "SIF files",
                unpacks,
                unpacks ? "unpacked by unsquashfs, for every runtime" : "no unsquashfs: install squashfs-tools"));
    }

    private void devices() {
        var kinds = new LinkedHashSet<>(List.of(Devices.NVIDIA));
        var given = host.capacity().devices();
        kinds.addAll(given.keySet());
        for (var kind : kinds) {
            var numbers = given.getOrDefault(kind, List.of());
            findings.add(new Finding(
                    "devices",
                    kind,
                    !numbers.isEmpty(),
                    numbers.isEmpty()
                            ? "none: there is no /dev/nvidia0, and the site file names none"
                            : "%d: %s".formatted(numbers.size(), numbers)));
        }
    }

    private void disk() throws IOException {
        var store = Files.getFileStore(home.root());
        long free = store.getUsableSpace();
        findings.add(new Finding(
                "disk",
                "agent's folder",
                free >= ENOUGH_BYTES,
                "%.1f GiB free of %.1f GiB in %s (%s)%s"
                        .formatted(
                                gib(free),
                                gib(store.getTotalSpace()),
                                home.root(),
                                store.type(),
                                free >= ENOUGH_BYTES ? "" : ": images and volumes need more than 1 GiB")));
        boolean memory = StateChoice.isMemory(state);
        findings.add(new Finding(
                "disk",
                "state in memory",
                memory,
                memory ? "in " + state : "on disk, in %s: slower to start and end attempts".formatted(state)));
    }

    private static double gib(long bytes) {
        return bytes / (double) (1L << 30);
    }
}

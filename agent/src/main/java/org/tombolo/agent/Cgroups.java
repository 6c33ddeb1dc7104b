package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Control groups of version 1 or 2, below the one in which this process is: what is above us keeps its say.
final class Cgroups implements Slots {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._@:-]+");
    private static final List<String> WANTED = List.of("memory", "cpuset", "cpuacct");

    /// Our own folder in a hierarchy; the slots are in it.
    private record Parent(boolean unified, List<String> controllers, Path folder) {
        boolean has(String controller) {
            return controllers.contains(controller);
        }

        Path slot(int lane) {
            return folder.resolve("slot-" + lane);
        }
    }

    private final List<Parent> parents;

    private Cgroups(List<Parent> parents) {
        this.parents = parents;
    }

    /// @param name of our own group
    static Slots of(AgentSettings settings, String name) {
        if (settings.groups() == AgentSettings.Groups.OFF) {
            return Slots.none("switched off in the site file");
        }
        try {
            var parents = unified(name).map(List::of).orElseGet(() -> each(name));
            if (parents.isEmpty()) {
                return Slots.none("no hierarchy with the memory controller in which we may make groups");
            }
            return new Cgroups(parents);
        } catch (IOException e) {
            return Slots.none(String.valueOf(e.getMessage()));
        }
    }

    /// Version 1: one folder of ours in each hierarchy that we want.
    private static List<Parent> each(String name) {
        var parents = new ArrayList<Parent>();
        for (var ours : CgroupFolders.ours()) {
            if (!ours.unified() && ours.controllers().stream().anyMatch(WANTED::contains)) {
                var folder = ours.folder().resolve(name);
                if (PLAIN.matcher(folder.toString()).matches() && make(folder)) {
                    parents.add(new Parent(false, ours.controllers(), folder));
                }
            }
        }
        return parents.stream().anyMatch(parent -> parent.has("memory")) ? parents : List.of();
    }

    private static boolean make(Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            inheritCores(folder);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// A fresh group of version 1 has no cores and no memory nodes: nothing could enter it.
    private static void inheritCores(Path folder) throws IOException {
        for (var file : List.of("cpuset.cpus", "cpuset.mems")) {
            if (Files.exists(folder.resolve(file)) && !Files.exists(folder.resolve("cgroup.controllers"))) {
                var above = folder.resolveSibling(file);
                Files.writeString(folder.resolve(file), KernelFile.text(above));
            }
        }
    }

    /// Version 2: only where the controllers can be handed down, which a group with processes in it cannot; then the
    /// root of the hierarchy, if it is ours to use.
    private static Optional<Parent> unified(String name) throws IOException {
        for (var ours : CgroupFolders.ours()) {
            if (ours.unified() && ours.controllers().contains("memory")) {
                for (var above : List.of(ours.folder(), CgroupFolders.ROOT)) {
                    var folder = above.resolve(name);
                    if (PLAIN.matcher(folder.toString()).matches() && handDown(above, folder)) {
                        return Optional.of(new Parent(true, List.of("memory", "cpuset", "cpuacct"), folder));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean handDown(Path above, Path folder) {
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder);
            }
            Files.writeString(above.resolve("cgroup.subtree_control"), "+memory +cpu +cpuset");
            Files.writeString(folder.resolve("cgroup.subtree_control"), "+memory +cpu +cpuset");
            return true;
        } catch (IOException e) {
            try {
                Files.deleteIfExists(folder);
            } catch (IOException again) {
                // nothing of ours is in it
            }
            return false;
        }
    }

    @Override
    public String make(int lane) throws IOException {
        var text = new StringBuilder("joins='");
        for (var parent : parents) {
            if (!make(parent.slot(lane))) {
                throw new IOException("the control group %s cannot be made".formatted(parent.slot(lane)));
            }
            text.append(parent.slot(lane)).append(' ');
        }
        text.append("'\nprocs_file=").append(memory().slot(lane).resolve("cgroup.procs"));
        for (var parent : parents) {
            var slot = parent.slot(lane);
            if (parent.unified()) {
                noSwap(slot);
                name(text, "memory_file", slot.resolve("memory.max"));
                name(text, "peak_file", slot.resolve("memory.peak"));
                name(text, "oom_file", slot.resolve("memory.events"));
                name(text, "cpu_file", slot.resolve("cpu.stat"));
            }
            name(text, "memory_file", slot.resolve("memory.limit_in_bytes"));
            name(text, "memory_all_file", slot.resolve("memory.memsw.limit_in_bytes"));
            name(text, "peak_file", slot.resolve("memory.max_usage_in_bytes"));
            name(text, "oom_file", slot.resolve("memory.oom_control"));
            name(text, "cpu_file", slot.resolve("cpuacct.usage"));
            name(text, "cpus_file", slot.resolve("cpuset.cpus"));
        }
        text.append(memory().unified() ? "\nunlimited=max" : "\nunlimited=-1 peak_reset=yes");
        return text.append('\n').toString();
    }

    /// So that the limit is one.
    private static void noSwap(Path slot) throws IOException {
        var swap = slot.resolve("memory.swap.max");
        if (Files.exists(swap)) {
            Files.writeString(swap, "0");
        }
    }

    private static void name(StringBuilder text, String variable, Path file) {
        if (Files.exists(file)) {
            text.append('\n').append(variable).append('=').append(file);
        }
    }

    private Parent memory() {
        return parents.stream()
                .filter(parent -> parent.has("memory"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<Long> members(int lane) {
        try {
            return KernelFile.text(memory().slot(lane).resolve("cgroup.procs"))
                    .lines()
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public List<String> facts() {
        var controllers = parents.stream()
                .flatMap(parent -> parent.controllers().stream())
                .filter(WANTED::contains)
                .distinct()
                .sorted()
                .toList();
        var facts = new ArrayList<String>();
        facts.add("control groups, version %d, in %s: %s"
                .formatted(memory().unified() ? 2 : 1, memory().folder(), String.join(", ", controllers)));
        WANTED.stream()
                .filter(wanted -> !controllers.contains(wanted))
                .forEach(missing -> facts.add("no control group for %s here".formatted(missing)));
        return facts;
    }

    @Override
    public boolean remove() {
        boolean all = true;
        for (var parent : parents) {
            try {
                if (Files.isDirectory(parent.folder())) {
                    try (var slots = Files.newDirectoryStream(parent.folder(), "slot-*")) {
                        for (var slot : slots) {
                            Files.deleteIfExists(slot);
                        }
                    }
                    Files.deleteIfExists(parent.folder());
                }
            } catch (IOException e) {
                all = false; // something is still in it
            }
        }
        return all;
    }
}

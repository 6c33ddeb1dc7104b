package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;

/// What this machine has, from what the kernel shows and the settings say.
final class Host {
    private static final Pattern NVIDIA_DEVICE = Pattern.compile("nvidia([0-9]+)");
    /// Of the memory, for everything that is not ours.
    private static final double KEPT_FREE = 0.05;

    private final AgentSettings settings;
    private final List<String> facts = new ArrayList<>();
    private final HostCapacity capacity;

    Host(AgentSettings settings) {
        this.settings = settings;
        this.capacity = new HostCapacity(
                settings.host(),
                settings.address(),
                settings.cores().orElseGet(this::cores),
                settings.memoryBytes().orElseGet(Host::memory),
                devices(),
                ports(),
                settings.annotations());
    }

    HostCapacity capacity() {
        return capacity;
    }

    List<String> facts() {
        return List.copyOf(facts);
    }

    private List<Integer> cores() {
        var allowed = line(Path.of("/proc/self/status"), "Cpus_allowed_list:")
                .map(Host::numbers)
                .orElseGet(() -> numbers("0-" + (Runtime.getRuntime().availableProcessors() - 1)));
        // The JVM knows the quota of every control group above us.
        int quota = Runtime.getRuntime().availableProcessors();
        if (quota < allowed.size()) {
            facts.add("a control group allows %d of %d cores".formatted(quota, allowed.size()));
            return allowed.subList(0, quota);
        }
        return allowed;
    }

    private static long memory() {
        long total = line(Path.of("/proc/meminfo"), "MemTotal:")
                .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")) * 1024)
                .orElse(Runtime.getRuntime().maxMemory());
        long limit = CgroupFolders.memoryLimit().orElse(Long.MAX_VALUE);
        return (long) (Math.min(total, limit) * (1 - KEPT_FREE));
    }

    private SequencedMap<String, List<Integer>> devices() {
        var devices = new LinkedHashMap<>(settings.devices());
        if (!devices.containsKey(Devices.NVIDIA)) {
            var found = nvidia(Path.of("/dev"));
            if (!found.isEmpty()) {
                devices.put(Devices.NVIDIA, found);
            }
        }
        return devices;
    }

    static List<Integer> nvidia(Path dev) {
        try (var files = Files.list(dev)) {
            return files.map(file -> NVIDIA_DEVICE.matcher(String.valueOf(file.getFileName())))
                    .filter(java.util.regex.Matcher::matches)
                    .map(found -> Integer.valueOf(found.group(1)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private PortRange ports() {
        var range = settings.ports();
        var ephemeral = ephemeral();
        if (ephemeral.isEmpty()
                || ephemeral.get().last() < range.first()
                || ephemeral.get().first() > range.last()) {
            return range;
        }
        if (ephemeral.get().first() > range.first()) {
            var cut = new PortRange(range.first(), ephemeral.get().first() - 1);
            facts.add("ports %d to %d: the rest of the range is the kernel's own".formatted(cut.first(), cut.last()));
            return cut;
        }
        facts.add("ports %d to %d: the kernel gives some of them to outgoing connections"
                .formatted(range.first(), range.last()));
        return range;
    }

    private static Optional<PortRange> ephemeral() {
        try {
            var words = KernelFile.text(Path.of("/proc/sys/net/ipv4/ip_local_port_range"))
                    .strip()
                    .split("\\s+", -1);
            return Optional.of(new PortRange(Integer.parseInt(words[0]), Integer.parseInt(words[1])));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> line(Path file, String start) {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(start))
                    .map(line -> line.substring(start.length()).strip())
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /// `0-3,8` → 0, 1, 2, 3, 8.
    static List<Integer> numbers(String list) {
        var numbers = new ArrayList<Integer>();
        for (var part : list.split(",", -1)) {
            var ends = part.strip().split("-", -1);
            for (int i = Integer.parseInt(ends[0]); i <= Integer.parseInt(ends[ends.length - 1]); i++) {
                numbers.add(i);
            }
        }
        return numbers;
    }
}

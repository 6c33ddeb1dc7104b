package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where this process is in the machine's control groups.
///
/// @param unified whether it is version 2
/// @param controllers those of the hierarchy (version 1), or those that may be used there (version 2)
record CgroupFolders(boolean unified, List<String> controllers, Path folder) {
    static final Path ROOT = Path.of("/sys/fs/cgroup");

    /// One for each hierarchy that is mounted where everybody mounts it.
    static List<CgroupFolders> ours() {
        return of("self");
    }

    /// Those of a process.
    static List<CgroupFolders> of(String pid) {
        var found = new ArrayList<CgroupFolders>();
        try {
            for (var line : Files.readAllLines(Path.of("/proc", pid, "cgroup"))) {
                var parts = line.split(":", 3);
                if (parts.length == 3) {
                    add(found, parts[1], parts[2]);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        return found;
    }

    private static void add(List<CgroupFolders> found, String controllers, String path) throws IOException {
        var relative = path.replaceFirst("^/+", "");
        if (controllers.isEmpty()) {
            var folder = ROOT.resolve(relative);
            var available = folder.resolve("cgroup.controllers");
            if (Files.exists(available)) {
                found.add(new CgroupFolders(
                        true, List.of(KernelFile.text(available).strip().split(" ", -1)), folder));
            }
            return;
        }
        for (var name : List.of(controllers, controllers.split(",", -1)[0])) {
            var folder = ROOT.resolve(name).resolve(relative);
            if (Files.isDirectory(folder)) {
                found.add(new CgroupFolders(false, List.of(controllers.split(",", -1)), folder));
                return;
            }
        }
    }

    /// The tightest limit on memory above us.
    static Optional<Long> memoryLimit() {
        var limits = new ArrayList<Long>();
        for (var each : ours()) {
            if (each.unified || each.controllers.contains("memory")) {
                var file = each.unified ? "memory.max" : "memory.limit_in_bytes";
                for (var folder = each.folder; folder != null && folder.startsWith(ROOT); folder = folder.getParent()) {
                    read(folder.resolve(file)).ifPresent(limits::add);
                }
            }
        }
        return limits.stream().min(Long::compare);
    }

    private static Optional<Long> read(Path file) {
        try {
            return Optional.of(Long.valueOf(KernelFile.text(file).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // not there, or "max"
        }
    }
}

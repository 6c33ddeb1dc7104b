package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/// Where cores are, as Linux shows it below `/sys/devices/system`.
///
/// @param system that folder
record Topology(Path system) {
    static final Topology THIS = new Topology(Path.of("/sys/devices/system"));

    /// Over how many sockets these cores lie; 1 where the kernel does not say.
    int sockets(List<Integer> cores) {
        var found = new TreeSet<String>();
        for (int core : cores) {
            found.add(text(system.resolve("cpu/cpu%d/topology/physical_package_id".formatted(core))));
        }
        return Math.max(1, found.size());
    }

    /// Over how many NUMA nodes these cores lie; 1 where the kernel does not say.
    int numaNodes(List<Integer> cores) {
        int nodes = 0;
        try (var files = Files.list(system.resolve("node"))) {
            for (var file : (Iterable<Path>) files::iterator) {
                var list = text(file.resolve("cpulist"));
                if (!list.isEmpty() && Host.numbers(list).stream().anyMatch(cores::contains)) {
                    nodes++;
                }
            }
        } catch (IOException e) {
            return 1;
        }
        return Math.max(1, nodes);
    }

    private static String text(Path file) {
        try {
            return KernelFile.text(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}

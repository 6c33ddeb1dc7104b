package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tombolo.launch.LaunchPlan;

/// A root file system of folders only, on which the machine's programs and libraries are mounted.
final class TrialRoot {
    private static final List<String> OWN = List.of("dev", "proc", "sys", "tmp", "etc", "home", "mnt", "usr");
    private static final List<String> MACHINE = List.of("bin", "lib", "lib64", "usr");

    private TrialRoot() {}

    /// @param layer what is laid over it
    static void make(Path root, Path layer) throws IOException {
        Files.createDirectories(layer.resolve("etc"));
        for (var folder : OWN) {
            Files.createDirectories(root.resolve(folder));
        }
        for (var file : List.of("passwd", "group", "hosts", "resolv.conf")) {
            Files.createFile(layer.resolve("etc").resolve(file));
        }
        for (var name : MACHINE) {
            var ours = Path.of("/", name);
            if (Files.isSymbolicLink(ours)) {
                Files.createSymbolicLink(root.resolve(name), Files.readSymbolicLink(ours));
            } else if (Files.isDirectory(ours)) {
                Files.createDirectories(root.resolve(name));
            }
        }
    }

    static List<LaunchPlan.Placed> machine() {
        var placed = new ArrayList<LaunchPlan.Placed>();
        for (var name : MACHINE) {
            if (Files.isDirectory(Path.of("/", name), LinkOption.NOFOLLOW_LINKS)) {
                placed.add(new LaunchPlan.Placed("/" + name, "/" + name, false, false));
            }
        }
        return placed;
    }
}

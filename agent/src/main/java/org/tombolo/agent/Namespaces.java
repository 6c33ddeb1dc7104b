package org.tombolo.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.launch.Isolation;

/// Whether an attempt can be given a view of the file system of its own.
///
/// @param why not
record Namespaces(Optional<String> why) {
    /// Finds out by doing it.
    static Namespaces tried(boolean ordinary) {
        var command = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        if (ordinary) {
            command.addAll(List.of("--user", "--map-root-user"));
        }
        command.addAll(
                List.of("--", "/bin/sh", "-c", "mount -t tmpfs tombolo /mnt && command -v pivot_root >/dev/null"));
        var result = Commands.run(command);
        return new Namespaces(
                result.code() == 0
                        ? Optional.empty()
                        : Optional.of("unshare: " + (result.output().isEmpty() ? "failed" : result.output())));
    }

    /// Why nothing can have a network of its own, as far as that is seen without trying.
    static Optional<String> noNetworks() {
        if (Stream.of(AgentSettings.DEFAULT_PATH.split(":", -1))
                .noneMatch(folder -> Files.isExecutable(Path.of(folder, Isolation.PROGRAM)))) {
            return Optional.of("there is no slirp4netns: install it");
        }
        try (var _ = FileChannel.open(Path.of("/dev/net/tun"), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("/dev/net/tun cannot be opened: let users read and write it");
        }
    }

    /// Whether a process sees other files than we do.
    static boolean differs(long pid) {
        return other(pid, "mnt");
    }

    static boolean hasOwnUsers(long pid) {
        return other(pid, "user");
    }

    static boolean other(long pid, String kind) {
        try {
            return !Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "ns", kind))
                    .equals(Files.readSymbolicLink(Path.of("/proc/self/ns", kind)));
        } catch (IOException e) {
            return false;
        }
    }
}

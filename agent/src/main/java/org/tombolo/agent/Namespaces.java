package org.tombolo.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
}

package org.tombolo.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process id with the start time (in clock ticks since the boot), which tells it from a later owner of the same id.
record ProcessIdentity(long pid, long born) {
    /// Reads `PID BORN ...` from a file.
    static Optional<ProcessIdentity> read(Path file) {
        try {
            var text = Files.readString(file);
            var words = text.strip().split(" ", -1);
            return text.endsWith("\n") && words.length >= 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(words[0]), Long.parseLong(words[1])))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// The process that has this id now.
    static Optional<ProcessIdentity> of(long pid) {
        try {
            var stat = KernelFile.text(Path.of("/proc", Long.toString(pid), "stat"));
            var rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return rest[0].equals("Z")
                    ? Optional.empty()
                    : Optional.of(new ProcessIdentity(pid, Long.parseLong(rest[19])));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }
}

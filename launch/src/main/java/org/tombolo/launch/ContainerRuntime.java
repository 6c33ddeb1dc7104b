package org.tombolo.launch;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that runs a command over an image's root file system, without privilege and without a daemon of ours. In
/// the order in which they are preferred: the least between us and the process first.
public enum ContainerRuntime {
    BUBBLEWRAP("bwrap"),
    CHARLIECLOUD("ch-run"),
    PODMAN("podman");

    private final String program;

    ContainerRuntime(String program) {
        this.program = program;
    }

    /// Its command.
    public String program() {
        return program;
    }

    /// As people write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContainerRuntime> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}

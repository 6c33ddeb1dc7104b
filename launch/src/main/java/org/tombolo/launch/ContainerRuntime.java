package org.tombolo.launch;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// A program that runs a command over an image's root file system, without a daemon of ours, and but for the last
/// without privilege. In
/// the order in which they are preferred: the least between us and the process first.
public enum ContainerRuntime {
    BUBBLEWRAP("bwrap"),
    CHARLIECLOUD("ch-run"),
    PODMAN("podman"),
    /// SingularityCE takes the same options.
    APPTAINER("apptainer singularity"),
    /// Its engine is a service of root's, which others run.
    DOCKER("docker");

    private final String programs;

    ContainerRuntime(String programs) {
        this.programs = programs;
    }

    /// Its command, in the order in which they are looked for.
    public List<String> programs() {
        return List.of(programs.split(" ", -1));
    }

    /// As people write it.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ContainerRuntime> of(String word) {
        return Stream.of(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}

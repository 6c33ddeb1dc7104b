package org.tombolo.launch;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The image's side of a launch.
///
/// @param program absolute path of the runtime; only its name where the path is told at the launch, by
/// `TOMBOLO_RUNTIME`
/// @param engine  where the runtime's engine listens; empty: it has none, or its program knows
/// @param root    the image's root file system: relative to the agent's folder, never written
/// @param layer   how each attempt gets something to write over it
/// @param as      who the attempt appears to be inside
/// @param argv    what the image starts by itself, where the workflow names neither script nor command
/// @param kept    names of the variables that the image's own scripts leave as they are; empty: it has no such scripts
public record Container(
        ContainerRuntime runtime,
        String program,
        Optional<String> engine,
        String root,
        Layer layer,
        LaunchPlan.Ids as,
        List<String> argv,
        Optional<List<String>> kept) {
    public Container {
        argv = List.copyOf(argv);
        kept = kept.map(List::copyOf);
    }

    /// A word of the shell.
    String word() {
        return program.startsWith("/") ? Shell.quote(program) : "\"$6\"";
    }

    /// In the environment of a runtime's process that waits beside the attempt: it gets no polite signal.
    public static final String MONITOR = "TOMBOLO_MONITOR";
    /// The same, by its command: the first process of a container of Podman's has the work's environment.
    public static final String INIT = "/run/podman-init";
    /// What Apptainer's or Singularity's process that waits beside the attempt calls itself; nobody may read its
    /// environment.
    public static final Pattern PARENT = Pattern.compile("(?s)(?:Apptainer|Singularity) runtime parent.*");

    /// The writable layer of an attempt.
    public enum Layer {
        /// The kernel lays a folder over the image.
        OVERLAY,
        /// The same in a user namespace.
        USER_OVERLAY,
        /// Each attempt gets a copy of the image: slow, and the last resort.
        COPY,
        /// The first of these that works at the launch; before a copy, a layer in memory.
        FOUND
    }
}

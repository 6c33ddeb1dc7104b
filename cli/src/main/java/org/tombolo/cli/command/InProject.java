package org.tombolo.cli.command;

import java.util.Optional;
import picocli.CommandLine.Option;

/// The option of commands that ask about what belongs to a project.
public final class InProject {
    @Option(
            names = "--project",
            paramLabel = "PROJECT",
            description = "Whose work it is (default: $TOMBOLO_PROJECT, else \"default\").")
    Optional<String> project = Optional.empty();
}

package org.tombolo.enginehosts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.agent.AgentSettings;
import org.tombolo.launch.ContainerRuntime;

/// The Debian unstable that `./dev` unpacks for what this machine's Debian does not have: Apptainer.
final class Unstable {
    static final Path FOLDER = Path.of(Optional.ofNullable(System.getenv("TOMBOLO_UNSTABLE_DEBIAN"))
            .filter(folder -> !folder.isEmpty())
            .orElse("/var/cache/tombolo/debian-unstable-2"));

    /// Of a site that finds its programs, behind those of this machine.
    static final String PATH = AgentSettings.DEFAULT_PATH + ":" + FOLDER.resolve("programs");

    private Unstable() {}

    /// What this machine must have, and what it has beside that: without root `./dev` unpacks no other Debian
    /// and starts no engine.
    static Stream<ContainerRuntime> runtimes() {
        return Stream.of(ContainerRuntime.values()).filter(Unstable::isToBeHere);
    }

    private static boolean isToBeHere(ContainerRuntime runtime) {
        return switch (runtime) {
            case BUBBLEWRAP, CHARLIECLOUD, PODMAN -> true;
            case APPTAINER -> isHere();
            case DOCKER -> TestingDocker.isPossible();
        };
    }

    private static boolean isHere() {
        return "true".equals(System.getenv("CI")) || Files.exists(FOLDER.resolve("programs/apptainer"));
    }
}

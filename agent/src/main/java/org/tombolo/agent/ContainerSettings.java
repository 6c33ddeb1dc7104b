package org.tombolo.agent;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.Ordered;

/// How images are run on a machine.
///
/// @param runtime     empty: the first that works
/// @param image       of work that names none; empty: that is run as processes of the host
/// @param engine      where Docker's engine listens, such as `unix:///run/docker.sock`; empty: where `docker` looks
/// @param deviceFiles kind → what a container is given of one device, `{}` standing for its number, beside what is
/// known
public record ContainerSettings(
        Optional<ContainerRuntime> runtime,
        Optional<String> engine,
        Optional<String> image,
        SequencedMap<String, List<String>> deviceFiles) {
    public static final ContainerSettings PLAIN =
            new ContainerSettings(Optional.empty(), Optional.empty(), Optional.empty(), Ordered.none());

    public ContainerSettings {
        deviceFiles = Ordered.copy(deviceFiles);
    }

    public ContainerSettings by(ContainerRuntime other) {
        return new ContainerSettings(Optional.of(other), engine, image, deviceFiles);
    }

    /// Where Docker's engine listens, unless that is known.
    public ContainerSettings engineAt(Optional<String> host) {
        return new ContainerSettings(runtime, engine.or(() -> host), image, deviceFiles);
    }
}

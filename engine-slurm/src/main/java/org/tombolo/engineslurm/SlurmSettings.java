package org.tombolo.engineslurm;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.Provisioner;

/// How a cluster is reached and what work asks of it.
///
/// @param path       the PATH of attempts
/// @param partitions those to use, in the order in which they are tried; none: all, the default one first
/// @param askEvery   how often the queue is asked for; ends are seen earlier, through the shared folder
/// @param storage    of the folder, as all nodes see it
/// @param runtime    what runs images; empty: the first that a node has
public record SlurmSettings(
        Control control,
        SharedFolder folder,
        String path,
        List<String> partitions,
        Optional<String> account,
        Optional<String> qos,
        Optional<String> constraint,
        Optional<String> reservation,
        Duration askEvery,
        Storage storage,
        Optional<ContainerRuntime> runtime) {
    public static final String PATH = "/usr/local/bin:/usr/bin:/bin";
    public static final Duration ASK_EVERY = Duration.ofSeconds(15);

    public SlurmSettings {
        partitions = List.copyOf(partitions);
    }

    public SlurmSettings with(Storage others, Optional<ContainerRuntime> another) {
        return new SlurmSettings(
                control, folder, path, partitions, account, qos, constraint, reservation, askEvery, others, another);
    }

    /// What volumes can be.
    ///
    /// @param provisioners where they are made, in the order in which they are tried
    /// @param hostFolders  what volumes of type `host` may be, or lie in
    public record Storage(List<Provisioner> provisioners, List<Path> hostFolders) {
        public static final Storage OWN = new Storage(List.of(Provisioner.OWN), List.of());

        public Storage {
            provisioners = List.copyOf(provisioners);
            hostFolders = List.copyOf(hostFolders);
        }
    }

    /// Where Slurm's commands are.
    public sealed interface Control {
        /// On this machine, as the user who runs the factory.
        record Here() implements Control {}

        /// Behind the machine's own `ssh`, with its configuration, agent and known hosts.
        ///
        /// @param host    as ssh takes it: `[USER@]HOST`
        /// @param options as `ssh -o NAME=VALUE` takes them
        record Ssh(String host, SequencedMap<String, String> options) implements Control {
            public Ssh {
                options = Ordered.copy(options);
            }
        }
    }
}

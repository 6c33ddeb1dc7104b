package org.tombolo.engineslurm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// How a cluster is reached and what work asks of it.
///
/// @param path       the PATH of attempts
/// @param partitions those to use, in the order in which they are tried; none: all, the default one first
/// @param askEvery   how often the queue is asked for; ends are seen earlier, through the shared folder
public record SlurmSettings(
        Control control,
        SharedFolder folder,
        String path,
        List<String> partitions,
        Optional<String> account,
        Optional<String> qos,
        Optional<String> constraint,
        Optional<String> reservation,
        Duration askEvery) {
    public static final String PATH = "/usr/local/bin:/usr/bin:/bin";
    public static final Duration ASK_EVERY = Duration.ofSeconds(15);

    public SlurmSettings {
        partitions = List.copyOf(partitions);
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

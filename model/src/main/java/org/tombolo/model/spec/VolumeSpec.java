package org.tombolo.model.spec;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A directory that jobs share.
///
/// @param size bytes asked for
public record VolumeSpec(
        String name,
        Use use,
        Optional<Long> size,
        SequencedMap<String, String> annotations,
        List<TransferSpec> ingress,
        List<TransferSpec> egress) {
    public VolumeSpec {
        annotations = Ordered.copy(annotations);
        ingress = List.copyOf(ingress);
        egress = List.copyOf(egress);
    }

    public sealed interface Use {
        /// Belongs to the run.
        record Ephemeral() implements Use {}

        /// Kept, by name in the project; `scope` is the format's `user`, `group` or none.
        record Persistent(String name, boolean createIfMissing) implements Use {}

        /// From a storage provisioner of the site; persistent when it has a name.
        record Provisioned(String provisioner, Optional<String> name, boolean createIfMissing) implements Use {}

        /// v1: a directory of the host, under roots that the operator listed.
        record HostPath(String path) implements Use {}
    }
}

package org.tombolo.wire.store;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// Asks for a persistent volume.
///
/// @param request     drawn by the client: repeating it gives the first answer
/// @param use         the provisioner; empty: the first that fits
/// @param size        bytes
/// @param annotations what the provisioner must have, exactly
public record CreateVolume(
        String request,
        String name,
        Optional<String> use,
        Optional<Long> size,
        SequencedMap<String, String> annotations,
        Optional<String> site) {
    public CreateVolume {
        annotations = Ordered.copy(annotations);
    }
}

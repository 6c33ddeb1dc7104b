package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.VolumeSpec.Use;

/// A volume without its name, which is its key.
record VolumePart(
        Use use,
        Optional<Long> size,
        SequencedMap<String, String> annotations,
        List<TransferSpec> ingress,
        List<TransferSpec> egress) {

    VolumeSpec spec(String name) {
        return new VolumeSpec(name, use, size, annotations, ingress, egress);
    }
}

package org.tombolo.wire.run;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// Asks what would run where. Fields as in `StartRun`.
public record PlanRun(
        String workflow,
        Optional<String> file,
        SequencedMap<String, String> params,
        Optional<String> upload,
        Optional<String> site) {
    public PlanRun {
        params = Ordered.copy(params);
    }
}

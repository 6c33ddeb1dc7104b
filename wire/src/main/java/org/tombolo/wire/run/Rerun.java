package org.tombolo.wire.run;

import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.wire.secret.OneOffSecret;

/// Runs the workflow of a run that has ended again.
///
/// @param run     the new run's id, drawn by the client: repeating the request gives the first answer
/// @param keep    `unchanged`: the results of jobs that succeeded and whose inputs are known to be the same;
///                `succeeded`: of all that succeeded and wait for none that did not; `nothing`
/// @param name    of the new run; left out: that of the old one
/// @param secrets by name, as with the start of a run
public record Rerun(String run, String keep, Optional<String> name, SequencedMap<String, OneOffSecret> secrets) {
    public Rerun {
        secrets = Ordered.copy(secrets);
    }
}

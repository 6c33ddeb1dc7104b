package org.tombolo.control.door;

import java.util.List;
import org.tombolo.model.state.Run;

/// A live run as of `version`.
///
/// @param jobs in the order of the graph
public record RunView(Version version, Run run, Phase phase, List<JobView> jobs) {
    public RunView {
        jobs = List.copyOf(jobs);
    }

    public enum Phase {
        /// Jobs wait or run.
        RUNNING,
        /// All jobs succeeded; persistent services are ready and go on.
        SERVING,
        /// A job failed for good; what still runs goes on.
        FAILING,
        STOPPING
    }
}

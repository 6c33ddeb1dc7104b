package org.tombolo.model.spec;

import java.util.Optional;

/// What must have happened to another node first. All dependencies of a node must hold.
public record Dependency(String name, On on, Optional<String> description) {
    public enum On {
        /// The job succeeded.
        FINISHED,
        /// The service is ready.
        RUNNING,
        /// Ours: the job failed.
        FAILED,
        /// Ours: the job ended, however.
        ENDED
    }
}

package org.tombolo.model.work;

/// How far bytes are that an attempt waits for or moves.
///
/// @param ofBytes what is known to come; 0: not known
public record Progress(Step step, long bytes, long ofBytes) {
    /// What is going on.
    public enum Step {
        /// A transfer.
        MOVES,
        NAMES_IMAGE,
        FETCHES_IMAGE,
        UNPACKS_IMAGE
    }
}

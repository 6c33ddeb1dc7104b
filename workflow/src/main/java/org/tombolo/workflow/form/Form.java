package org.tombolo.workflow.form;

import java.util.Optional;

/// How a value of one kind is written.
public interface Form<T> {
    /// The value, or empty when a problem was reported. What is only doubtful is reported and still returned, so that
    /// one mistake does not hide the next.
    Optional<T> read(At at);

    /// What may stand here, for messages, the documentation and a schema.
    Shape shape();
}

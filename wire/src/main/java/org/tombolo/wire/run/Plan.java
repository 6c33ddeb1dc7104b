package org.tombolo.wire.run;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.wire.FieldError;

/// What would run where.
///
/// @param problems what is in the way; empty when it can run
public record Plan(List<Step> steps, List<FieldError> problems, List<FieldError> warnings) {
    public Plan {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /// @param site    empty when no site can take it
    /// @param refused site → why not
    /// @param after   the jobs that come before it
    public record Step(
            String job,
            Optional<String> site,
            Optional<String> reason,
            SequencedMap<String, String> refused,
            List<String> after) {
        public Step {
            refused = Ordered.copy(refused);
            after = List.copyOf(after);
        }
    }
}

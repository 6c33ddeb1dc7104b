package org.tombolo.workflow;

import java.util.List;
import org.tombolo.workflow.problem.Problem;

/// What reading a workflow file gives.
public sealed interface Read {
    record Parsed(WorkflowFile file) implements Read {}

    /// All that is wrong, in the order of the file; never empty.
    record Refused(List<Problem> problems) implements Read {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}

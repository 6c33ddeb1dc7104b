package org.tombolo.workflow.upload;

import java.util.List;
import org.tombolo.workflow.problem.Problem;

/// What a workflow file needs from this machine.
public sealed interface Listing {
    /// Sorted by path.
    record Listed(List<LocalFile> files) implements Listing {
        public Listed {
            files = List.copyOf(files);
        }
    }

    /// Never empty.
    record Refused(List<Problem> problems) implements Listing {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}

package org.tombolo.workflow.upgrade;

import java.util.List;
import org.tombolo.workflow.problem.Problem;

/// What became of a file.
public sealed interface Upgrade {
    /// The file means the same as before.
    ///
    /// @param changes how many places of the text are written differently; 0: it was v4 already
    record Done(String text, int changes) implements Upgrade {}

    /// Never empty. The file is as it was.
    record Refused(List<Problem> problems) implements Upgrade {
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}

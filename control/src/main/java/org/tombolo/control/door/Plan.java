package org.tombolo.control.door;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.work.SiteChoice;

/// What would run where.
public record Plan(List<Step> steps, List<Problem> problems) {
    public Plan {
        steps = List.copyOf(steps);
        problems = List.copyOf(problems);
    }

    /// @param choice empty when no site can take it
    public record Step(String job, Optional<SiteChoice> choice, List<String> after) {
        public Step {
            after = List.copyOf(after);
        }
    }

    /// @param path where in the workflow, such as `jobs.train.multinode`
    public record Problem(String path, String reason) {}
}

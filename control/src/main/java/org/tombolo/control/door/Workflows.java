package org.tombolo.control.door;

import java.util.List;
import java.util.SequencedMap;
import java.util.function.UnaryOperator;
import org.tombolo.model.spec.WorkflowSpec;

/// Reads workflow files that people sent. Needs no loop.
public interface Workflows {
    /// @param file   its name, for messages
    /// @param params values for its `params`, as people type them
    Reading read(String file, String text, SequencedMap<String, String> params);

    /// What a text turned out to be.
    sealed interface Reading {
        /// @param warnings what is not what its author may think
        /// @param uploads  paths in the upload that the file names
        /// @param places   from a path such as `jobs.train` to `workflow.yaml:14:7 jobs.train`
        record Good(WorkflowSpec workflow, List<Fault> warnings, List<String> uploads, UnaryOperator<String> places)
                implements Reading {
            public Good {
                warnings = List.copyOf(warnings);
                uploads = List.copyOf(uploads);
            }
        }

        /// @param faults all that is wrong with it, in the order of the file
        record Bad(List<Fault> faults) implements Reading {
            public Bad {
                faults = List.copyOf(faults);
            }
        }
    }

    /// @param place   such as `workflow.yaml:14:7 jobs.train.mounts`
    /// @param message what was expected and what was found
    record Fault(String place, String message) {}
}

package org.tombolo.workflow;

import java.util.List;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.workflow.form.NamedUpload;
import org.tombolo.workflow.params.ParamValue;
import org.tombolo.workflow.problem.Problem;
import org.tombolo.workflow.yaml.Places;

/// A workflow file without problems.
///
/// @param name     as the caller gave it; messages start with it
/// @param spec     defaults merged, parameters filled in
/// @param places   where each key stands, for messages of those who look at the spec later
/// @param params   parameters with their values, in the order of the file
/// @param uploads  what it names as `file://NAME` and does not hold itself, in the order of the file
/// @param warnings what is ignored, or not what its author may think
public record WorkflowFile(
        String name,
        WorkflowSpec spec,
        Places places,
        SequencedMap<String, ParamValue> params,
        List<NamedUpload> uploads,
        List<Problem> warnings) {
    public WorkflowFile {
        params = Ordered.copy(params);
        uploads = List.copyOf(uploads);
        warnings = List.copyOf(warnings);
    }
}

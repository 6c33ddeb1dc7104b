package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.WorkSpec;

/// What a job or a service says for itself, before defaults.
record WorkPart(
        Optional<ImageSpec> image,
        Program program,
        List<String> args,
        SharedPart shared,
        Optional<String> cwd,
        SequencedMap<String, FileSpec> files,
        List<Dependency> dependsOn) {

    WorkSpec spec(SharedPart defaults) {
        var merged = shared.over(defaults);
        return new WorkSpec(
                image,
                program,
                args,
                merged.env(),
                cwd,
                merged.mounts(),
                files,
                merged.resource().spec(),
                dependsOn);
    }
}

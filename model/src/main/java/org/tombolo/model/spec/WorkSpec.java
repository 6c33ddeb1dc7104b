package org.tombolo.model.spec;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// What jobs and services have in common.
///
/// @param args  appended to the script or the command
/// @param cwd   absolute; where it is not given, the attempt's own scratch folder (host process) or the image's
/// @param mounts absolute path → volume
/// @param files  absolute path → content
public record WorkSpec(
        Optional<ImageSpec> image,
        Program program,
        List<String> args,
        List<EnvEntry> env,
        Optional<String> cwd,
        SequencedMap<String, MountSpec> mounts,
        SequencedMap<String, FileSpec> files,
        ResourceSpec resources,
        List<Dependency> dependsOn) {
    public WorkSpec {
        args = List.copyOf(args);
        env = List.copyOf(env);
        mounts = Ordered.copy(mounts);
        files = Ordered.copy(files);
        dependsOn = List.copyOf(dependsOn);
    }

    /// Of a job or a service; transfers have none.
    public static Optional<WorkSpec> of(NodeSpec node) {
        return switch (node) {
            case JobSpec job -> Optional.of(job.work());
            case ServiceSpec service -> Optional.of(service.work());
            case StagingSpec _ -> Optional.empty();
        };
    }
}

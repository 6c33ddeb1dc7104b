package org.tombolo.model.work;

import java.util.Map;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;

/// Where a site makes volumes.
///
/// @param annotations what a volume may ask for, exactly
/// @param policy      project, or `*` for all others → what it may; empty: everybody may create
public record Provisioner(String name, SequencedMap<String, String> annotations, SequencedMap<String, Permit> policy) {
    public Provisioner {
        annotations = Ordered.copy(annotations);
        policy = Ordered.copy(policy);
    }

    /// Of a site that names none: its own folder, for everybody.
    public static final Provisioner OWN = new Provisioner("local", Ordered.none(), Ordered.none());

    /// What a project may do there. The last one means the others too.
    public enum Permit {
        /// Volumes of runs.
        EPHEMERAL,
        /// Persistent volumes that are there.
        ACCESS,
        CREATE
    }

    public boolean permits(ProjectId project, Permit what) {
        if (policy.isEmpty()) {
            return true;
        }
        var given = policy.get(policy.containsKey(project.value()) ? project.value() : "*");
        return given == what || given == Permit.CREATE;
    }

    /// Whether it has all of them; it may have more.
    public boolean has(Map<String, String> asked) {
        return annotations.entrySet().containsAll(asked.entrySet());
    }
}

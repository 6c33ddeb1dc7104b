package org.tombolo.model.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.RunId;
import org.tombolo.model.VolumeId;

/// What a run takes over from an earlier one of the same workflow.
///
/// @param of      the earlier run
/// @param origins volumes that are filled with what the earlier run left in them → what the workflow file fills them
/// with
public record Again(RunId of, SequencedMap<String, List<TransferSpec>> origins) {
    /// No workflow file may say it: whose volumes a run sees is the factory's to decide.
    private static final String SCHEME = "volume://";

    public Again {
        origins = Ordered.copy(origins);
    }

    /// @param volumes that are to be filled from the earlier run
    public static Again of(RunId of, WorkflowSpec workflow, List<String> volumes) {
        var origins = new LinkedHashMap<String, List<TransferSpec>>();
        for (var volume : workflow.volumes().values()) {
            if (volumes.contains(volume.name())) {
                origins.put(volume.name(), volume.ingress());
            }
        }
        return new Again(of, origins);
    }

    /// The workflow with the volumes filled from the earlier run.
    public WorkflowSpec fill(WorkflowSpec workflow) {
        var filled = new LinkedHashMap<String, List<TransferSpec>>();
        for (var name : origins.sequencedKeySet()) {
            var source = UriSpec.of(SCHEME + of + "/" + name);
            filled.put(name, List.of(new TransferSpec(source, UriSpec.of("file:///"), Optional.empty())));
        }
        return workflow.withIngress(filled);
    }

    /// The workflow as its file was.
    public WorkflowSpec original(WorkflowSpec filled) {
        return filled.withIngress(origins);
    }

    /// The volume of an earlier run that a transfer copies, if it does.
    public static Optional<VolumeId.OfRun> source(TransferSpec transfer) {
        var uri = transfer.source().uri();
        if (!uri.startsWith(SCHEME)) {
            return Optional.empty();
        }
        var rest = uri.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        return Optional.of(new VolumeId.OfRun(new RunId(rest.substring(0, slash)), rest.substring(slash + 1)));
    }
}

package org.tombolo.control.runs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.tombolo.control.door.Request.Keep;
import org.tombolo.control.reconcile.Shapes;
import org.tombolo.model.history.EndedRun;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkflowSpec;

/// Which nodes of an ended run another one need not run: they succeeded, and so did all that they wait for. Workflow,
/// parameters, files, variables and images (by digest) are those of the ended run. Services run again for whoever needs
/// them.
///
/// @param workflow as its file was
/// @param jobs     that are kept, and stagings out
/// @param volumes  of the ended run that hold their results
record KeptJobs(WorkflowSpec workflow, List<String> jobs, List<String> volumes) {
    static KeptJobs of(EndedRun ended, Keep keep) {
        var run = ended.run();
        var workflow = run.again().map(again -> again.original(run.workflow())).orElseGet(run::workflow);
        if (keep == Keep.NOTHING) {
            return new KeptJobs(workflow, List.of(), List.of());
        }
        var good = new Walk(workflow, ended, keep).all();
        var jobs = workflow.nodes().stream()
                .filter(node -> good.getOrDefault(node.name(), false) && !StagingSpec.isIn(node))
                .toList();
        var volumes = workflow.volumes().values().stream()
                .filter(KeptJobs::isOfRun)
                .filter(volume ->
                        jobs.stream().anyMatch(node -> node instanceof JobSpec && Shapes.mounts(node, volume.name())))
                .map(VolumeSpec::name)
                .toList();
        return new KeptJobs(workflow, jobs.stream().map(NodeSpec::name).toList(), volumes);
    }

    private static boolean isOfRun(VolumeSpec volume) {
        return switch (volume.use()) {
            case VolumeSpec.Use.Ephemeral() -> true;
            case VolumeSpec.Use.Provisioned(var _, var name, var _) -> name.isEmpty();
            case VolumeSpec.Use.Persistent _, VolumeSpec.Use.HostPath _ -> false;
        };
    }

    /// From each node to those that it waits for.
    private record Walk(
            WorkflowSpec workflow,
            EndedRun ended,
            Keep keep,
            Map<String, NodeSpec> nodes,
            SequencedMap<String, Boolean> known) {
        Walk(WorkflowSpec workflow, EndedRun ended, Keep keep) {
            this(workflow, ended, keep, new LinkedHashMap<>(), new LinkedHashMap<>());
            workflow.nodes().forEach(node -> nodes.put(node.name(), node));
        }

        SequencedMap<String, Boolean> all() {
            nodes.values().forEach(this::isGood);
            return known;
        }

        private boolean isGood(NodeSpec node) {
            var before = known.get(node.name());
            if (before != null) {
                return before;
            }
            boolean good = hasSucceeded(node) && hasKnownInputs(node);
            for (var dependency : Dependencies.of(workflow, node)) {
                var other = nodes.get(dependency.name());
                good = good && other != null && (other instanceof ServiceSpec || isGood(other));
            }
            known.put(node.name(), good);
            return good;
        }

        private boolean hasSucceeded(NodeSpec node) {
            return !(node instanceof ServiceSpec)
                    && ended.jobs().stream()
                            .anyMatch(job -> job.name().equals(node.name())
                                    && job.outcome().isGood());
        }

        private boolean hasKnownInputs(NodeSpec node) {
            return keep == Keep.SUCCEEDED
                    || !(node instanceof StagingSpec staging)
                    || staging.direction() == StagingSpec.Direction.OUT
                    || staging.transfers().stream().map(TransferSpec::source).allMatch(Walk::isKnown);
        }

        /// It came with the run, or whoever wrote the file says that it does not change.
        private static boolean isKnown(UriSpec source) {
            return source.uri().startsWith("file://") || source.cache() == UriSpec.Cache.ONCE;
        }
    }
}

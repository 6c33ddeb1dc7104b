package org.tombolo.model.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;

/// A workflow file as read: at least one job or service; names are unique over both.
///
/// @param version     the format's version, as the file said it
/// @param files       inline contents by name
public record WorkflowSpec(
        FormatVersion version,
        SequencedMap<String, String> annotations,
        boolean preemptible,
        SequencedMap<String, String> files,
        SequencedMap<String, VolumeSpec> volumes,
        SequencedMap<String, JobSpec> jobs,
        SequencedMap<String, ServiceSpec> services) {
    public WorkflowSpec {
        annotations = Ordered.copy(annotations);
        files = Ordered.copy(files);
        volumes = Ordered.copy(volumes);
        jobs = Ordered.copy(jobs);
        services = Ordered.copy(services);
    }

    /// The graph: jobs and services in the order of the file, between the staging of volumes in and out.
    public List<NodeSpec> nodes() {
        var all = new ArrayList<NodeSpec>();
        for (var volume : volumes.values()) {
            if (!volume.ingress().isEmpty()) {
                all.add(new StagingSpec(
                        volume.name(), StagingSpec.Direction.IN, volume.ingress(), List.of(), inline(volume)));
            }
        }
        all.addAll(jobs.values());
        all.addAll(services.values());
        for (var volume : volumes.values()) {
            if (!volume.egress().isEmpty()) {
                all.add(new StagingSpec(
                        volume.name(), StagingSpec.Direction.OUT, volume.egress(), jobsThatMount(volume.name())));
            }
        }
        return List.copyOf(all);
    }

    /// The same, with other ingress of some volumes.
    WorkflowSpec withIngress(SequencedMap<String, List<TransferSpec>> ingress) {
        var all = new LinkedHashMap<>(volumes);
        ingress.forEach((name, transfers) -> all.computeIfPresent(
                name,
                (_, volume) -> new VolumeSpec(
                        name, volume.use(), volume.size(), volume.annotations(), transfers, volume.egress())));
        return new WorkflowSpec(version, annotations, preemptible, files, all, jobs, services);
    }

    /// The inline contents that the volume is filled with.
    private SequencedMap<String, String> inline(VolumeSpec volume) {
        var named = new LinkedHashMap<String, String>();
        for (var transfer : volume.ingress()) {
            var uri = transfer.source().uri();
            var name = uri.substring(uri.indexOf("://") < 0 ? 0 : uri.indexOf("://") + 3);
            var text = files.get(name);
            if (text != null) {
                named.put(name, text);
            }
        }
        return named;
    }

    private List<Dependency> jobsThatMount(String volume) {
        return jobs.values().stream()
                .filter(job -> mounts(job.work(), volume))
                .map(job -> new Dependency(job.name(), Dependency.On.FINISHED, Optional.empty()))
                .toList();
    }

    private static boolean mounts(WorkSpec work, String volume) {
        return work.mounts().values().stream().anyMatch(mount -> mount.volume().equals(volume));
    }
}

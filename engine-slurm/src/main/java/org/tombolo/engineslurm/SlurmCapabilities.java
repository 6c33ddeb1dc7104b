package org.tombolo.engineslurm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Capabilities;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkSpec;

/// What cannot be done on a Slurm cluster yet, each by its name in the file.
record SlurmCapabilities(SiteId site) implements Capabilities {
    @Override
    public List<Refusal> refuse(NodeSpec node) {
        return switch (node) {
            case JobSpec job -> job(job);
            case ServiceSpec service -> List.of(refusal("services." + service.name(), "does not run services yet"));
            case StagingSpec staging -> List.of(refusal("volumes." + staging.volume(), "does not move data yet"));
        };
    }

    private List<Refusal> job(JobSpec job) {
        var path = "jobs." + job.name() + ".";
        var refusals = new ArrayList<Refusal>();
        WorkSpec work = job.work();
        when(refusals, work.image().isPresent(), path + "image", "does not run containers yet");
        when(
                refusals,
                work.program() instanceof Program.ImageDefault,
                path + "script",
                "needs a `script` or a `command` where there is no image");
        when(refusals, job.multinode().isPresent(), path + "multinode", "gives each task one node yet");
        when(refusals, job.network().isolated(), path + "network.isolated", "does not isolate networks yet");
        when(refusals, !work.mounts().isEmpty(), path + "mounts", "has no volumes yet");
        when(refusals, !work.files().isEmpty(), path + "files", "does not bring files yet");
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var name, var _)) {
                refusals.add(refusal(path + "env." + name, "does not carry secrets yet"));
            }
        }
        var asked = work.resources();
        when(
                refusals,
                asked.cpu().affinity() != CpuSpec.Affinity.CORE
                        || asked.cpu().sockets().isPresent(),
                path + "resource.cpu.affinity",
                "does not choose sockets or NUMA nodes yet");
        asked.devices().sequencedKeySet().stream()
                .filter(kind -> !kind.equals(Options.GPU))
                .findFirst()
                .ifPresent(kind -> refusals.add(
                        refusal(path + "resource.devices", "knows %s only, not %s".formatted(Options.GPU, kind))));
        return refusals;
    }

    @Override
    public List<Refusal> refuse(VolumeSpec volume) {
        return List.of(refusal("volumes." + volume.name(), "has no volumes yet"));
    }

    private void when(List<Refusal> refusals, boolean is, String path, String why) {
        Optional.of(is).filter(Boolean::booleanValue).ifPresent(_ -> refusals.add(refusal(path, why)));
    }

    private Refusal refusal(String path, String why) {
        return new Refusal(path, "site %s (slurm) %s".formatted(site, why));
    }
}

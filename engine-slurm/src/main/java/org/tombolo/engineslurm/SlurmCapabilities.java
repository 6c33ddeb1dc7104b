package org.tombolo.engineslurm;

import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Refusals;
import org.tombolo.engine.VolumeRules;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.launch.Exports;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MultinodeSpec.Implementation;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Provisioner;

/// What cannot be done on a Slurm cluster yet, each by its name in the file.
record SlurmCapabilities(SiteId site, SlurmSettings.Storage storage, Optional<ContainerRuntime> runtime)
        implements Capabilities {
    @Override
    public List<Refusal> refuse(NodeSpec node) {
        return switch (node) {
            case JobSpec job -> job(job);
            case ServiceSpec service -> service(service);
            case StagingSpec _ -> List.of();
        };
    }

    private List<Refusal> job(JobSpec job) {
        var refusals = new Refusals(name(), "jobs." + job.name());
        work(job.work(), refusals);
        job.multinode()
                .filter(asked -> asked.implementation() == Implementation.GASNET)
                .ifPresent(_ -> refusals.add("multinode.implementation", "does not start programs of GASNet"));
        refusals.when(job.network().isolated(), "network.isolated", "does not isolate networks yet");
        return refusals.list();
    }

    private List<Refusal> service(ServiceSpec service) {
        var refusals = new Refusals(name(), "services." + service.name());
        work(service.work(), refusals);
        refusals.when(service.multinode().isPresent(), "multinode", "gives each service one node yet");
        refusals.when(service.autoscaler().isPresent(), "autoscaler", "runs one replica of a service");
        refusals.when(
                service.dynamicConfig().isPresent(), "dynamic-config", "does not render files from live addresses");
        refusals.when(
                !service.network().endpoints().isEmpty(), "network.endpoints", "publishes no endpoints: use the port");
        refusals.when(
                service.probe()
                        .filter(probe -> probe.action() instanceof ProbeSpec.Action.Grpc)
                        .isPresent(),
                "readiness-probe.grpc",
                "asks by http-get, tcp-socket or exec only");
        return refusals.list();
    }

    private void work(WorkSpec work, Refusals refusals) {
        boolean hasImage = work.image().isPresent();
        refusals.when(
                hasImage && runtime.filter(ContainerRuntime.DOCKER::equals).isPresent(),
                "image",
                "runs images as an ordinary user, which Docker does not: write another runtime under `containers` of the site file");
        refusals.when(
                hasImage && !work.resources().devices().isEmpty(),
                "resource.devices",
                "gives no devices to containers yet");
        refusals.when(
                !hasImage && work.program() instanceof Program.ImageDefault,
                "script",
                "needs a `script` or a `command` where there is no image");
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var name, var _)) {
                refusals.when(
                        !Exports.canExport(name),
                        "env." + name,
                        "passes a secret by a name of letters, digits and `_` only");
            }
        }
        var asked = work.resources();
        refusals.when(
                asked.cpu().affinity() != CpuSpec.Affinity.CORE
                        || asked.cpu().sockets().isPresent(),
                "resource.cpu.affinity",
                "does not choose sockets or NUMA nodes yet");
        asked.devices().sequencedKeySet().stream()
                .filter(kind -> !kind.equals(Options.GPU))
                .findFirst()
                .ifPresent(
                        kind -> refusals.add("resource.devices", "knows %s only, not %s".formatted(Options.GPU, kind)));
    }

    @Override
    public List<Refusal> refuse(VolumeSpec volume) {
        return new VolumeRules(name(), storage.hostFolders()).refuse(volume);
    }

    @Override
    public List<Provisioner> provisioners() {
        return storage.provisioners();
    }

    private String name() {
        return "site %s (slurm)".formatted(site);
    }
}

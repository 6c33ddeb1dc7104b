package org.tombolo.enginehosts;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Capabilities;
import org.tombolo.engine.Refusals;
import org.tombolo.engine.VolumeRules;
import org.tombolo.launch.Exports;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Provisioner;
import org.tombolo.wire.agent.AgentAnswer;

/// What host processes on one machine cannot do yet, each by its name in the file.
final class HostsCapabilities implements Capabilities {

    private final SiteId site;
    private final List<Provisioner> provisioners;
    private final List<Path> hostFolders;
    private final Optional<String> noNamespaces;
    private final Optional<String> noContainers;
    private final List<String> containerDevices;
    private final boolean hasImage;
    private final Optional<String> noNetworks;
    private final int sockets;
    private final int numaNodes;

    HostsCapabilities(
            SiteId site, AgentAnswer.Described machine, List<Provisioner> provisioners, List<Path> hostFolders) {
        this.site = site;
        this.provisioners = List.copyOf(provisioners);
        this.hostFolders = List.copyOf(hostFolders);
        this.noNamespaces = machine.noNamespaces();
        this.noContainers = machine.noContainers();
        this.containerDevices = machine.containerDevices();
        this.hasImage = machine.hasImage();
        this.noNetworks = machine.noNetworks();
        this.sockets = machine.sockets();
        this.numaNodes = machine.numaNodes();
    }

    @Override
    public List<Refusal> refuse(NodeSpec node) {
        return switch (node) {
            case JobSpec job -> job(job);
            case ServiceSpec service -> service(service);
            case StagingSpec staging -> of("volumes." + staging.volume()).list();
        };
    }

    private List<Refusal> job(JobSpec job) {
        var refusals = of("jobs." + job.name());
        work(job.work(), refusals);
        multinode(job.multinode(), refusals);
        noNetworks
                .filter(_ -> job.network().isolated())
                .ifPresent(why -> refusals.add("network.isolated", "cannot give it a network of its own: " + why));
        // On the machine's network ports need no exposing.
        return refusals.list();
    }

    private List<Refusal> service(ServiceSpec service) {
        var refusals = of("services." + service.name());
        work(service.work(), refusals);
        multinode(service.multinode(), refusals);
        refusals.when(service.autoscaler().isPresent(), "autoscaler", "runs one replica of a service");
        refusals.when(
                service.dynamicConfig().isPresent(), "dynamic-config", "does not render files from live addresses");
        refusals.when(
                !service.network().endpoints().isEmpty(), "network.endpoints", "publishes no endpoints: use the port");
        return refusals.list();
    }

    private static void multinode(Optional<MultinodeSpec> asked, Refusals refusals) {
        asked.ifPresent(spec -> {
            refusals.when(spec.nodes() > 1, "multinode.nodes", "is one machine: write `nodes: 1`");
            refusals.when(
                    spec.implementation() == MultinodeSpec.Implementation.GASNET,
                    "multinode.implementation",
                    "starts openmpi, mpich and generic: a GASNet program is started by its own launcher, as generic");
        });
    }

    /// Cores are given by number: where all lie together, any of them do.
    private void cpu(CpuSpec asked, Refusals refusals) {
        switch (asked.affinity()) {
            case CORE -> {}
            case SOCKET ->
                refusals.when(
                        sockets > 1,
                        "resource.cpu.affinity",
                        "gives cores of %d sockets and does not choose among them: write CORE, or list those of one socket under `cores` of the site file"
                                .formatted(sockets));
            case NUMA ->
                refusals.when(
                        numaNodes > 1,
                        "resource.cpu.affinity",
                        "gives cores of %d NUMA nodes and does not choose among them: write CORE, or list those of one node under `cores` of the site file"
                                .formatted(numaNodes));
        }
        asked.sockets()
                .filter(wanted -> sockets > 1 || wanted > 1)
                .ifPresent(wanted -> refusals.add(
                        "resource.cpu.sockets",
                        "does not choose sockets, and gives cores of %d: leave it out".formatted(sockets)));
    }

    private void work(WorkSpec work, Refusals refusals) {
        if (work.image().isPresent() || hasImage) {
            noContainers.ifPresent(why -> refusals.add("image", "cannot run it: " + why));
            work.resources().devices().sequencedKeySet().stream()
                    .filter(kind -> !containerDevices.contains(kind))
                    .findFirst()
                    .ifPresent(kind -> refusals.add(
                            "resource.devices",
                            "does not know what a container needs of %s: name its files under `device-files` of the site file"
                                    .formatted(kind)));
        }
        refusals.when(
                work.image().isEmpty() && !hasImage && work.program() instanceof Program.ImageDefault,
                "script",
                "needs a `script` or a `command` where there is no image");
        cpu(work.resources().cpu(), refusals);
        for (var entry : work.env()) {
            if (entry instanceof EnvEntry.FromSecret(var name, var _)) {
                refusals.when(
                        !Exports.canExport(name),
                        "env." + name,
                        "passes a secret by a name of letters, digits and `_` only");
            }
        }
        noNamespaces.filter(_ -> work.image().isEmpty() && !hasImage).ifPresent(why -> {
            refusals.when(
                    !work.mounts().isEmpty(),
                    "mounts",
                    "has no mount namespaces here (%s): ask the machine's administrator to allow them".formatted(why));
            refusals.when(
                    !work.files().isEmpty(),
                    "files",
                    "has no mount namespaces here (%s): ask the machine's administrator to allow them".formatted(why));
        });
    }

    @Override
    public List<Provisioner> provisioners() {
        return provisioners;
    }

    @Override
    public List<Refusal> refuse(VolumeSpec volume) {
        return new VolumeRules("site " + site, hostFolders).refuse(volume);
    }

    private Refusals of(String place) {
        return new Refusals("site " + site, place);
    }
}

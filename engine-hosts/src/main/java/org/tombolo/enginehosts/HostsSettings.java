package org.tombolo.enginehosts;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.agent.AgentSettings;
import org.tombolo.agent.ContainerSettings;
import org.tombolo.agent.transfer.TransferSettings;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.PortRange;
import org.tombolo.model.work.Provisioner;

/// What the file of a hosts site says of its machine. What it does not say is read from the machine.
///
/// @param host        the machine's name
/// @param address     where its ports are reached
/// @param devices     kind → device numbers, beside those that are found
/// @param annotations what jobs may ask for under `resource.annotations`
/// @param path        the `PATH` of attempts
/// @param containers  how images are run
/// @param egressRoots folders below which results may be copied; empty: the folder `egress` of the factory's home
/// @param hostFolders folders that volumes of type `host` may be, or lie in
public record HostsSettings(
        String host,
        String address,
        Optional<List<Integer>> cores,
        Optional<Long> memoryBytes,
        SequencedMap<String, List<Integer>> devices,
        SequencedMap<String, String> annotations,
        Optional<PortRange> ports,
        Optional<String> path,
        AgentSettings.Groups cgroups,
        AgentSettings.LogPlace logs,
        Optional<Long> logLimit,
        List<Path> egressRoots,
        List<Path> hostFolders,
        Transfers transfers,
        List<Storage> provisioners,
        ContainerSettings containers) {
    /// A provisioner and its folder.
    public record Storage(Provisioner provisioner, Path folder) {}

    /// @param usesKeys   whether everybody's `s3://` is opened with the keys of the server's environment
    /// @param cacheBytes kept of what was fetched
    public record Transfers(boolean usesKeys, long cacheBytes) {
        public static final Transfers PLAIN = new Transfers(false, TransferSettings.DEFAULT_CACHE);
    }

    public HostsSettings {
        cores = cores.map(List::copyOf);
        devices = Ordered.copy(devices);
        annotations = Ordered.copy(annotations);
        egressRoots = List.copyOf(egressRoots);
        hostFolders = List.copyOf(hostFolders);
        provisioners = List.copyOf(provisioners);
    }

    /// In the order in which they are tried.
    public List<Provisioner> storage() {
        return provisioners.isEmpty()
                ? List.of(Provisioner.OWN)
                : provisioners.stream().map(Storage::provisioner).toList();
    }

    private SequencedMap<String, Path> folders() {
        var folders = new LinkedHashMap<String, Path>();
        provisioners.forEach(each -> folders.put(each.provisioner().name(), each.folder()));
        return folders;
    }

    /// This machine, as it is.
    public static final HostsSettings LOCAL = new HostsSettings(
            "localhost",
            "127.0.0.1",
            Optional.empty(),
            Optional.empty(),
            Ordered.none(),
            Ordered.none(),
            Optional.empty(),
            Optional.empty(),
            AgentSettings.Groups.AUTO,
            AgentSettings.LogPlace.AUTO,
            Optional.empty(),
            List.of(),
            List.of(),
            Transfers.PLAIN,
            List.of(),
            ContainerSettings.PLAIN);

    public HostsSettings withPath(String other) {
        return copy(Optional.of(other), cgroups, logs, logLimit, containers);
    }

    public HostsSettings with(AgentSettings.Groups groups, AgentSettings.LogPlace place) {
        return copy(path, groups, place, logLimit, containers);
    }

    /// @param bytes kept of each stream of output
    public HostsSettings withLogLimit(long bytes) {
        return copy(path, cgroups, logs, Optional.of(bytes), containers);
    }

    public HostsSettings with(ContainerRuntime runtime) {
        return with(containers.by(runtime));
    }

    public HostsSettings with(ContainerSettings others) {
        return copy(path, cgroups, logs, logLimit, others);
    }

    private HostsSettings copy(
            Optional<String> anotherPath,
            AgentSettings.Groups groups,
            AgentSettings.LogPlace place,
            Optional<Long> limit,
            ContainerSettings others) {
        return new HostsSettings(
                host,
                address,
                cores,
                memoryBytes,
                devices,
                annotations,
                ports,
                anotherPath,
                groups,
                place,
                limit,
                egressRoots,
                hostFolders,
                transfers,
                provisioners,
                others);
    }

    /// Settings for the agent of this machine.
    ///
    /// @param home        the agent's folder
    /// @param egress      where results may be copied when the file names no folder
    public AgentSettings agent(Path home, Path egress) {
        return new AgentSettings(
                home,
                Optional.empty(),
                host,
                address,
                cores,
                memoryBytes,
                devices,
                annotations,
                ports.orElse(AgentSettings.DEFAULT_PORTS),
                path.orElse(AgentSettings.DEFAULT_PATH),
                cgroups,
                logs,
                egressRoots.isEmpty() ? List.of(egress) : egressRoots,
                hostFolders,
                logLimit.orElse(AgentSettings.DEFAULT_LOG_LIMIT),
                AgentSettings.Machine.THIS,
                TransferSettings.of(System.getenv(), transfers.usesKeys(), transfers.cacheBytes()),
                folders(),
                containers.engineAt(
                        Optional.ofNullable(System.getenv("DOCKER_HOST")).filter(host -> !host.isBlank())),
                false);
    }
}

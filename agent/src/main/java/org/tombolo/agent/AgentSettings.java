package org.tombolo.agent;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.agent.transfer.TransferSettings;
import org.tombolo.model.Ordered;
import org.tombolo.model.work.PortRange;

/// How an agent runs work on its machine.
///
/// @param home        its folder on disk; nobody else writes there
/// @param state       the folder for what must outlive the agent but not the machine; empty: chosen, on tmpfs where
/// safe
/// @param host        the machine's name in its site
/// @param address     where its ports are reached
/// @param cores       the cores to give; empty: those that this process may use
/// @param memoryBytes what to give; empty: what the machine has
/// @param devices     kind → device numbers
/// @param annotations facts about the host that jobs can ask for
/// @param ports       for `port: 0`
/// @param path        the `PATH` of attempts
/// @param egressRoots folders below which results may be copied
/// @param hostFolders folders that volumes of type `host` may be, or lie in
/// @param logLimit    bytes kept of each stream of output
/// @param transfers   where transfers lead when the workflow does not say it
/// @param provisioners by name: the folders in which they make volumes
/// @param containers  how images are run
/// @param elsewhere   whether work is run by others, elsewhere: here it is prepared only, and has ended when it is
public record AgentSettings(
        Path home,
        Optional<Path> state,
        String host,
        String address,
        Optional<List<Integer>> cores,
        Optional<Long> memoryBytes,
        SequencedMap<String, List<Integer>> devices,
        SequencedMap<String, String> annotations,
        PortRange ports,
        String path,
        Groups groups,
        LogPlace logs,
        List<Path> egressRoots,
        List<Path> hostFolders,
        long logLimit,
        Machine machine,
        TransferSettings transfers,
        SequencedMap<String, Path> provisioners,
        ContainerSettings containers,
        boolean elsewhere) {
    public AgentSettings {
        devices = Ordered.copy(devices);
        annotations = Ordered.copy(annotations);
        egressRoots = List.copyOf(egressRoots);
        hostFolders = List.copyOf(hostFolders);
        provisioners = Ordered.copy(provisioners);
    }

    /// Whether control groups are used.
    public enum Groups {
        /// Where the machine lets us.
        AUTO,
        OFF
    }

    /// Where output goes while an attempt is here.
    public enum LogPlace {
        /// That of array elements to memory, all other to disk.
        AUTO,
        MEMORY,
        DISK
    }

    /// Where the machine shows itself; tests have others.
    ///
    /// @param bootId a file with another text after each boot
    /// @param shell  a POSIX shell
    public record Machine(Path bootId, Path shell) {
        public static final Machine THIS = new Machine(Path.of("/proc/sys/kernel/random/boot_id"), Path.of("/bin/sh"));
    }

    public static final String DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    public static final PortRange DEFAULT_PORTS = new PortRange(20000, 29999);
    public static final long DEFAULT_LOG_LIMIT = 64L << 20;

    public AgentSettings with(TransferSettings others) {
        return copy(machine, others, elsewhere);
    }

    public AgentSettings with(Machine other) {
        return copy(other, transfers, elsewhere);
    }

    public AgentSettings forOthers() {
        return copy(machine, transfers, true);
    }

    private AgentSettings copy(Machine another, TransferSettings others, boolean isElsewhere) {
        return new AgentSettings(
                home,
                state,
                host,
                address,
                cores,
                memoryBytes,
                devices,
                annotations,
                ports,
                path,
                groups,
                logs,
                egressRoots,
                hostFolders,
                logLimit,
                another,
                others,
                provisioners,
                containers,
                isElsewhere);
    }

    /// What a machine is given that nobody described.
    public static AgentSettings at(Path home, String host) {
        return new AgentSettings(
                home,
                Optional.empty(),
                host,
                "127.0.0.1",
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                DEFAULT_PORTS,
                DEFAULT_PATH,
                Groups.AUTO,
                LogPlace.AUTO,
                List.of(home.resolve("egress")),
                List.of(),
                DEFAULT_LOG_LIMIT,
                Machine.THIS,
                TransferSettings.PLAIN,
                Ordered.none(),
                ContainerSettings.PLAIN,
                false);
    }
}

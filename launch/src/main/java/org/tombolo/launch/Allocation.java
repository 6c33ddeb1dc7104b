package org.tombolo.launch;

import org.tombolo.model.spec.MultinodeSpec;

/// How a parallel program starts on all nodes of a Slurm job. Each process becomes the attempt by itself, on its own
/// node: with its view of the files, and its container.
///
/// `MASTER_ADDR`, `MASTER_PORT`, `WORLD_SIZE`, `RANK` and `LOCAL_RANK` are those of
/// [torchrun](https://docs.pytorch.org/docs/stable/elastic/run.html).
public final class Allocation {
    /// As `ssh [OPTIONS] HOST COMMAND...`, to any node of the job that runs it.
    public static final String REMOTE = """
            #!/bin/sh
            while :; do
                case ${1-} in
                    -[bcDEeFIiJLlmOopQRSWw]) shift 2 ;;
                    -*) shift ;;
                    *) break ;;
                esac
            done
            host=${1:?host}
            shift
            unset SLURM_EXPORT_ENV
            exec srun --overlap --nodes=1 --ntasks=1 --nodelist="$host" --chdir=/ /bin/sh -c "$*"
            """;

    private static final String MPI = """
            set -- /bin/sh "$0" "$H" "$order" "$label" "$index"
            start() {
                case $("$1" --version 2>/dev/null) in
                %s) exec "$@" ;;
                esac
            }
            start mpirun %2$s "$@"
            start mpirun.%3$s %2$s "$@"
            echo "tombolo: multinode needs %4$s: found no mpirun of it on PATH; name it in the site file's path" >&2
            exit 127
            """;

    private Allocation() {}

    /// What the script in the job sources on the first node. It becomes what starts the processes, or, for `generic`,
    /// says where the nodes are and goes on.
    ///
    /// @param processes on each node
    /// @param path      the PATH on which `mpirun` is looked for
    public static String text(MultinodeSpec asked, int processes, String path) {
        int all = asked.nodes() * processes;
        var master = master(path, all);
        return switch (asked.implementation()) {
            case OPENMPI ->
                master
                        + MPI.formatted(
                                "*'Open MPI'* | *OpenRTE*",
                                "--oversubscribe -np %d -N %d".formatted(all, processes),
                                "openmpi",
                                "Open MPI");
            case MPICH ->
                master
                        + MPI.formatted(
                                "*HYDRA* | *'Intel(R) MPI'*",
                                "-launcher slurm -np %d -ppn %d".formatted(all, processes),
                                "mpich",
                                "MPICH");
            case GENERIC -> master + generic(processes);
            case GASNET -> throw new IllegalStateException("no site takes multinode.implementation gasnet");
        };
    }

    private static String master(String path, int all) {
        return """
            export PATH=%s
            unset SLURM_EXPORT_ENV
            MASTER_ADDR=$(uname -n) MASTER_PORT=$((20000 + $$ %% 10000)) WORLD_SIZE=%d
            export MASTER_ADDR MASTER_PORT WORLD_SIZE
            """.formatted(Shell.quote(path), all);
    }

    private static String generic(int processes) {
        return """
            MULTINODE_HOSTLIST= MULTINODE_HOSTLIST_NOSLOTS=
            for each in $(scontrol show hostnames "$SLURM_JOB_NODELIST"); do
                MULTINODE_HOSTLIST=$MULTINODE_HOSTLIST,$each:%d
                MULTINODE_HOSTLIST_NOSLOTS=$MULTINODE_HOSTLIST_NOSLOTS,$each
            done
            MULTINODE_HOSTLIST=${MULTINODE_HOSTLIST#,} MULTINODE_HOSTLIST_NOSLOTS=${MULTINODE_HOSTLIST_NOSLOTS#,}
            MULTINODE_TOTAL_SLOTS=$WORLD_SIZE MULTINODE_NODE_IP=$MASTER_ADDR
            MULTINODE_SSH_WRAPPER=$H/orders/$order/remote MULTINODE_RSH_WRAPPER=$H/orders/$order/remote
            export MULTINODE_HOSTLIST MULTINODE_HOSTLIST_NOSLOTS MULTINODE_TOTAL_SLOTS MULTINODE_NODE_IP
            export MULTINODE_SSH_WRAPPER MULTINODE_RSH_WRAPPER
            """.formatted(processes);
    }
}

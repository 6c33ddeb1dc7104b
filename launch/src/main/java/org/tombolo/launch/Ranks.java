package org.tombolo.launch;

import java.util.List;
import java.util.Optional;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.MultinodeSpec.Implementation;
import org.tombolo.model.spec.NodeSpec;

/// The processes of a parallel program on one machine, which are started by the program that belongs to the library.
///
/// @param count how many processes
public record Ranks(Implementation implementation, int count) {
    /// It does not start as root unless it is told twice, looks for a way to other machines even where it needs none,
    /// and
    /// inside of a Slurm job counts what Slurm counts.
    private static final String OPEN_MPI = """
            if [ "$(id -u)" = 0 ]; then
                export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1
            fi
            export OMPI_MCA_plm_rsh_agent="${OMPI_MCA_plm_rsh_agent:-/bin/sh}"
            export OMPI_MCA_ras=^slurm OMPI_MCA_plm=^slurm PRTE_MCA_ras=^slurm PRTE_MCA_plm=^slurm
            """;

    /// Those of an attempt on one machine; empty for what is one process, and for what spans several machines.
    public static Optional<Ranks> on(NodeSpec node) {
        return MultinodeSpec.of(node)
                .filter(asked -> asked.nodes() == 1)
                .map(asked -> new Ranks(asked.implementation(), asked.processes(node)));
    }

    /// Words of the shell that come before the command.
    List<String> words() {
        return switch (implementation) {
            case OPENMPI ->
                by("*'Open MPI'* | *OpenRTE*", OPEN_MPI, "-np %1$d --host localhost:%1$d ", "openmpi", "Open MPI");
            case MPICH -> by("*HYDRA* | *'Intel(R) MPI'*", "", "-launcher fork -np %1$d ", "mpich", "MPICH");
            // The command starts the others itself, by the variables that it is given.
            case GENERIC -> List.of();
            case GASNET -> throw new IllegalStateException("no site takes multinode.implementation gasnet");
        };
    }

    /// Which of them is on the `PATH` is found where the job runs: in an image, its own. No variable is set on the way
    /// but those that are meant for the library.
    private List<String> by(String version, String before, String options, String name, String people) {
        var text = """
                start() {
                    case $("$1" --version 2>/dev/null) in
                    %s) exec "$@" ;;
                    esac
                }
                %sstart mpirun %3$s"$@"
                start mpirun.%4$s %3$s"$@"
                echo "tombolo: multinode needs %5$s: found no mpirun of it on PATH; install it, or put it into the image" >&2
                exit 127
                """.formatted(version, before, options.formatted(count), name, people);
        return List.of("/bin/sh", "-c", Shell.quote(text), "sh");
    }
}

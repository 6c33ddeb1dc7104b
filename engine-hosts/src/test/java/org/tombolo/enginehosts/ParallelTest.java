package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tombolo.enginehosts.TestingMachine.work;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.MultinodeSpec.Implementation;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;

/// Parallel programs on one node, with the real libraries: compiled, started, and seen to talk to each other.
@Tag("mpi")
class ParallelTest {
    private static final String SUM = """
            #include <mpi.h>
            #include <stdio.h>
            int main(int count, char **words) {
                int rank, size, sum;
                MPI_Init(&count, &words);
                MPI_Comm_rank(MPI_COMM_WORLD, &rank);
                MPI_Comm_size(MPI_COMM_WORLD, &size);
                MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
                if (rank == 0) printf("%d ranks, sum %d, told %s\\n", size, sum, count > 1 ? words[1] : "nothing");
                MPI_Finalize();
                return sum == 3 ? 0 : 4;
            }
            """;

    @TempDir
    Path folder;

    private TestingMachine machine;

    @BeforeEach
    void open() {
        machine = TestingMachine.local(folder);
    }

    @AfterEach
    void close() {
        machine.close();
    }

    private static JobSpec parallel(WorkSpec work, Implementation implementation, Optional<Integer> processes) {
        return new JobSpec(
                "ranks",
                work,
                PolicySpec.NONE,
                Optional.of(new MultinodeSpec(1, implementation, processes)),
                Optional.empty(),
                JobNetworkSpec.SHARED,
                false);
    }

    private static WorkSpec with(WorkSpec work, List<String> args, Map<String, MountSpec> mounts, int cores) {
        var cpu = new CpuSpec(cores, CpuSpec.Affinity.CORE, Optional.empty(), false);
        var one = ResourceSpec.ONE_CORE;
        return new WorkSpec(
                work.image(),
                work.program(),
                args,
                work.env(),
                work.cwd(),
                new LinkedHashMap<>(mounts),
                work.files(),
                new ResourceSpec(cpu, one.memory(), one.devices(), one.exclusive(), one.annotations()),
                work.dependsOn());
    }

    private Path compiled(String compiler) throws IOException, InterruptedException {
        var source = Files.writeString(folder.resolve("sum.c"), SUM);
        var program = folder.resolve("sum");
        var said = new ProcessBuilder(compiler, source.toString(), "-o", program.toString())
                .redirectErrorStream(true)
                .start();
        var text = new String(said.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said.waitFor()).as(text).isZero();
        return program;
    }

    @ParameterizedTest
    @CsvSource({"OPENMPI, mpicc.openmpi", "MPICH, mpicc.mpich"})
    void startsACommandAsTheRanksOfAnMpiProgram(Implementation implementation, String compiler) throws Exception {
        var command = work(new Program.Command(List.of(compiled(compiler).toString(), "$WORD")));
        for (Map<String, MountSpec> mounts :
                List.of(Map.<String, MountSpec>of(), Map.of("/data", new MountSpec("data", false)))) {
            var id = machine.submit(parallel(with(command, List.of(), mounts, 1), implementation, Optional.of(3)));
            assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(0));
            assertThat(machine.out(id)).isEqualTo("3 ranks, sum 3, told a 'quoted' word\n");
            machine.forgetAll();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENMPI", "MPICH"})
    void startsAScriptOnceForEachCoreAndEndsAsItsRanksEnd(Implementation implementation) {
        var script = with(work(new Program.Script("echo $1; exit 5")), List.of("rank"), Map.of(), 2);
        var id = machine.submit(parallel(script, implementation, Optional.empty()));
        assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(5));
        assertThat(machine.out(id)).startsWith("rank\nrank\n");
    }

    @Test
    void tellsAGenericProgramItsNodeAndHowToStartSomethingThere() {
        var script = work(new Program.Script("""
                env | grep ^MULTINODE_ | grep -v WRAPPER | sort
                [ "$MULTINODE_SSH_WRAPPER" = "$MULTINODE_RSH_WRAPPER" ] && echo both
                "$MULTINODE_SSH_WRAPPER" -x -p 22 "$MULTINODE_HOSTLIST_NOSLOTS" 'echo there "$0" is' $((6 * 7))
                "$MULTINODE_SSH_WRAPPER" elsewhere true || echo refused
                """));
        var id = machine.submit(parallel(script, Implementation.GENERIC, Optional.of(4)));
        assertThat(machine.end(id).cause()).as(machine.err(id)).isEqualTo(new Cause.Exit(0));
        assertThat(machine.out(id)).isEqualTo("""
                MULTINODE_HOSTLIST=localhost:4
                MULTINODE_HOSTLIST_NOSLOTS=localhost
                MULTINODE_NODE_IP=127.0.0.1
                MULTINODE_TOTAL_SLOTS=4
                both
                there /bin/sh is 42
                refused
                """);
        assertThat(machine.err(id)).contains("the only node of this job, found \"elsewhere\"");
    }

    @Test
    void saysWhatIsMissingWhereThereIsNoMpirun() {
        machine.close();
        var nowhere =
                HostsSettings.LOCAL.withPath(folder.toString()).agent(folder.resolve("bare"), folder.resolve("egress"));
        machine = new TestingMachine(folder, nowhere);
        var id = machine.submit(
                parallel(work(new Program.Command(List.of("true"))), Implementation.MPICH, Optional.of(2)));
        assertThat(machine.end(id).cause()).isEqualTo(new Cause.Exit(127));
        assertThat(machine.err(id)).contains("multinode needs MPICH: found no mpirun of it on PATH");
    }
}

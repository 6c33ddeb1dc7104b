package org.tombolo.testkit.slurm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tombolo.testkit.newcomer.Newcomer;

/// Programs on several nodes, and large arrays. Run by `./dev test --only slurm`, as an ordinary user of the cluster.
@Tag("slurm")
final class SlurmParallelTest {
    private static final Path CLONE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String HELLO = """
            #include <mpi.h>
            #include <stdio.h>
            int main(int argc, char **argv) {
                char name[MPI_MAX_PROCESSOR_NAME];
                int length, rank, size, sum = 0;
                MPI_Init(&argc, &argv);
                MPI_Comm_rank(MPI_COMM_WORLD, &rank);
                MPI_Comm_size(MPI_COMM_WORLD, &size);
                MPI_Get_processor_name(name, &length);
                MPI_Allreduce(&rank, &sum, 1, MPI_INT, MPI_SUM, MPI_COMM_WORLD);
                printf("rank %d of %d on %s, sum %d\\n", rank, size, name, sum);
                return MPI_Finalize();
            }
            """;

    /// Fits `y = 3 x + 1`, each process on its own data; gradients meet at the master.
    private static final String TRAINING = """
            #!/usr/bin/python3
            import os, random, socket, struct, time
            rank, size = int(os.environ["RANK"]), int(os.environ["WORLD_SIZE"])
            master = os.environ["MASTER_ADDR"], int(os.environ["MASTER_PORT"])
            peers = []
            if rank == 0:
                server = socket.create_server(("", master[1]))
                peers = [server.accept()[0] for _ in range(size - 1)]
            else:
                until = time.monotonic() + 60
                while not peers:
                    try:
                        peers = [socket.create_connection(master, 5)]
                    except OSError:
                        if time.monotonic() > until:
                            raise
                        time.sleep(0.1)

            def receive(peer):
                text = b""
                while len(text) < 24:
                    text += peer.recv(24 - len(text))
                return struct.unpack("ddd", text)

            def reduced(values):
                if rank == 0:
                    for peer in peers:
                        values = [a + b for a, b in zip(values, receive(peer))]
                    values = [value / size for value in values]
                    for peer in peers:
                        peer.sendall(struct.pack("ddd", *values))
                    return values
                peers[0].sendall(struct.pack("ddd", *values))
                return receive(peers[0])

            chance = random.Random(rank)
            a = b = 0.0
            for step in range(300):
                xs = [chance.uniform(-1, 1) for _ in range(16)]
                errors = [a * x + b - (3 * x + 1) for x in xs]
                da, db, loss = reduced([sum(e * x for e, x in zip(errors, xs)) / 8, sum(errors) / 8,
                                        sum(e * e for e in errors) / 16])
                a, b = a - 0.3 * da, b - 0.3 * db
            print("rank %d local %s on %s: a %.6f b %.6f" % (rank, os.environ["LOCAL_RANK"], os.uname().nodename, a, b))
            with open("/data/rank-%d" % rank, "w") as file:
                file.write("%f %f" % (a, b))
            assert abs(a - 3) < 0.001 and abs(b - 1) < 0.001 and loss < 1e-5, (a, b, loss)
            """;

    @TempDir
    Path folder;

    private Newcomer newcomer;

    @BeforeEach
    void arrive() throws Exception {
        newcomer = new Newcomer(folder, CLONE);
        Files.createDirectories(newcomer.home().resolve("sites"));
        Files.writeString(
                newcomer.home().resolve("sites/cluster.yaml"),
                "engine: slurm\nfolder: %s\nask-every: 2s\npartitions: [debug, cpu]\n"
                        .formatted(folder.resolve("shared")));
    }

    @AfterEach
    void leave() throws Exception {
        newcomer.close();
    }

    private Newcomer.Came type(String... words) throws Exception {
        return newcomer.tombolo(LIMIT, words);
    }

    private void run(String text) throws Exception {
        Files.writeString(folder.resolve("work.yaml"), "version: v4\nvolumes: {data: {}}\njobs:\n" + text);
        var came = type("run", "work.yaml");
        assertThat(came.status())
                .as(came.all() + type("logs", "last", "it").all())
                .isZero();
    }

    private String said() throws Exception {
        return type("logs", "last", "it").out();
    }

    @Test
    void runsAnMpiProgramOnTwoNodes() throws Exception {
        Files.writeString(folder.resolve("hello.c"), HELLO);
        var compiled = newcomer.line(LIMIT, "mpicc.openmpi -O1 -o hello hello.c");
        assertThat(compiled.status()).as(compiled.all()).isZero();
        run("""
                  it:
                    multinode: {nodes: 2, implementation: openmpi, procs-per-node: 2}
                    command: [%s]
                """.formatted(folder.resolve("hello")));
        assertThat(said().lines().sorted()).hasSize(4).first().asString().matches("rank 0 of 4 on n\\d, sum 6");
        assertThat(said().lines()
                        .map(line -> line.replaceAll(".* on (n\\d),.*", "$1"))
                        .distinct())
                .containsExactlyInAnyOrder("n1", "n2");
    }

    @Test
    void trainsOnTwoNodesByTheVariablesOfTorchrun() throws Exception {
        run("""
                  it:
                    multinode: {nodes: 2, implementation: openmpi, procs-per-node: 1}
                    mounts: {/data: data}
                    script: |
                %s  look:
                    depends-on: [{name: it, status: FINISHED}]
                    mounts: {/data: data}
                    script: ls /data
                """.formatted(TRAINING.indent(6)));
        assertThat(said().lines().sorted())
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).matches("rank \\d local 0 on n\\d: a 3\\.00\\d+ b 1\\.00\\d+|.*2\\.999.*"));
        assertThat(said().lines().map(line -> line.replaceAll(".*: a", "a")).distinct())
                .as("all agree")
                .hasSize(1);
        assertThat(type("logs", "last", "look").out()).isEqualTo("rank-0\nrank-1\n");
    }

    @Test
    void tellsAGenericProgramWhereItsNodesAreAndTakesItThere() throws Exception {
        run("""
                  it:
                    multinode: {nodes: 2, implementation: generic, procs-per-node: 2}
                    script: |
                      echo "$MULTINODE_HOSTLIST $MULTINODE_TOTAL_SLOTS"
                      for host in $(echo "$MULTINODE_HOSTLIST_NOSLOTS" | tr , ' '); do
                        "$MULTINODE_SSH_WRAPPER" -o BatchMode=yes "$host" 'echo "here is $(uname -n)"'
                      done
                """);
        assertThat(said()).isEqualTo("n1:2,n2:2 4\nhere is n1\nhere is n2\n");
    }

    @Test
    void aRankThatFailsFailsTheJob() throws Exception {
        Files.writeString(folder.resolve("work.yaml"), """
                version: v4
                jobs:
                  it:
                    multinode: {nodes: 2, implementation: openmpi, procs-per-node: 1}
                    script: '[ "$RANK" != 1 ] || exit 3'
                """);
        assertThat(type("run", "work.yaml").status()).isNotZero();
        assertThat(type("show", "last").out()).contains("exit code 3");
    }

    @Test
    void countsPastTheLargestIndexThatTheClusterTakes() throws Exception {
        run("""
                  it: {task-array: {start: 9998, end: 10005}, script: 'echo "index $FB_TASK_ID"'}
                """);
        for (int i = 9998; i <= 10005; i++) {
            assertThat(type("logs", "last", "it/" + i).out()).isEqualTo("index " + i + "\n");
        }
    }

    @Test
    void choosesAPartitionThatLetsItRunLongEnough() throws Exception {
        run("""
                  it: {policy: {timeout: {execute: 5m}}, script: 'squeue --noheader --job=$SLURM_JOB_ID --format="%P %l"'}
                """);
        assertThat(said()).isEqualTo("debug 5:00\n");
        run("""
                  it: {policy: {timeout: {execute: 6m}}, script: 'squeue --noheader --job=$SLURM_JOB_ID --format="%P %l"'}
                """);
        assertThat(said()).isEqualTo("cpu 7:00\n");
        Files.writeString(folder.resolve("work.yaml"), """
                version: v4
                jobs: {it: {policy: {timeout: {execute: 30h}}, script: 'true'}}
                """);
        assertThat(type("plan", "work.yaml").all()).contains("debug lets work run for 5 min");
    }

    @Test
    void saysBeforeItRunsThatThereAreNotSoManyNodes() throws Exception {
        Files.writeString(folder.resolve("work.yaml"), """
                version: v4
                jobs: {it: {multinode: {nodes: 3, implementation: openmpi}, script: 'true'}}
                """);
        assertThat(type("plan", "work.yaml").all()).contains("has 2 nodes, 3 are asked for");
    }
}

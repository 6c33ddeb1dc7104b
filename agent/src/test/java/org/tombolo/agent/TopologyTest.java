package org.tombolo.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopologyTest {
    @TempDir
    Path system;

    private void write(String file, String text) throws IOException {
        var path = system.resolve(file);
        Files.createDirectories(path.resolveSibling("."));
        Files.writeString(path, text);
    }

    @Test
    void countsTheSocketsAndNumaNodesOfTheCoresThatAreGiven() throws IOException {
        for (int core = 0; core < 8; core++) {
            write("cpu/cpu%d/topology/physical_package_id".formatted(core), core < 4 ? "0\n" : "1\n");
        }
        write("node/node0/cpulist", "0-1\n");
        write("node/node1/cpulist", "2,3\n");
        write("node/node2/cpulist", "4-7\n");
        write("node/node3/cpulist", "\n");
        write("node/online", "0-3\n");
        var topology = new Topology(system);
        assertThat(topology.sockets(List.of(0, 1, 2, 3))).isEqualTo(1);
        assertThat(topology.numaNodes(List.of(0, 1, 2, 3))).isEqualTo(2);
        assertThat(topology.sockets(List.of(3, 4))).isEqualTo(2);
        assertThat(topology.numaNodes(List.of(0, 2, 7))).isEqualTo(3);
        assertThat(topology.numaNodes(List.of(5))).isEqualTo(1);
    }

    @Test
    void takesAMachineThatDoesNotSayForOnePiece() {
        assertThat(new Topology(system).sockets(List.of(0, 1))).isEqualTo(1);
        assertThat(new Topology(system).numaNodes(List.of(0, 1))).isEqualTo(1);
    }
}

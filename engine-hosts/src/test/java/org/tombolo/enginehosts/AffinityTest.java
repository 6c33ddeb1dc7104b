package org.tombolo.enginehosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombolo.engine.Capabilities.Refusal;
import org.tombolo.model.Ordered;
import org.tombolo.model.SiteId;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.CpuSpec.Affinity;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.HostCapacity;
import org.tombolo.model.work.PortRange;
import org.tombolo.wire.agent.AgentAnswer;

/// What is bound together, on machines of one piece and of several.
class AffinityTest {
    private static List<String> refused(int sockets, int numaNodes, Affinity affinity, Optional<Integer> wanted) {
        var host = new HostCapacity(
                "h",
                "127.0.0.1",
                List.of(0, 1, 2, 3),
                1L << 30,
                Ordered.none(),
                new PortRange(20000, 20009),
                Ordered.none());
        var machine = new AgentAnswer.Described(
                host,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                sockets,
                numaNodes,
                List.of());
        var resources = new ResourceSpec(
                new CpuSpec(2, affinity, wanted, true), Optional.empty(), Ordered.none(), false, Ordered.none());
        var work = TestingMachine.work(new Program.Script("true"));
        var bound = new WorkSpec(
                work.image(),
                work.program(),
                work.args(),
                work.env(),
                work.cwd(),
                work.mounts(),
                work.files(),
                resources,
                work.dependsOn());
        return new HostsCapabilities(new SiteId("local"), machine, List.of(), List.of())
                .refuse(TestingMachine.job("bound", bound)).stream()
                        .map(Refusal::path)
                        .toList();
    }

    @Test
    void takesEveryAffinityWhereAllCoresLieTogether() {
        for (var affinity : Affinity.values()) {
            assertThat(refused(1, 1, affinity, Optional.empty())).isEmpty();
        }
        assertThat(refused(1, 1, Affinity.NUMA, Optional.of(1))).isEmpty();
    }

    @Test
    void refusesWhatItWouldHaveToChoose() {
        assertThat(refused(2, 4, Affinity.CORE, Optional.empty())).isEmpty();
        assertThat(refused(2, 4, Affinity.SOCKET, Optional.empty()))
                .containsExactly("jobs.bound.resource.cpu.affinity");
        assertThat(refused(1, 2, Affinity.SOCKET, Optional.empty())).isEmpty();
        assertThat(refused(1, 2, Affinity.NUMA, Optional.empty())).containsExactly("jobs.bound.resource.cpu.affinity");
        assertThat(refused(1, 1, Affinity.CORE, Optional.of(2))).containsExactly("jobs.bound.resource.cpu.sockets");
        assertThat(refused(2, 2, Affinity.CORE, Optional.of(2))).containsExactly("jobs.bound.resource.cpu.sockets");
    }
}

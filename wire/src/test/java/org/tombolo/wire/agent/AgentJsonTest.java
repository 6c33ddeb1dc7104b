package org.tombolo.wire.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombolo.model.AttemptId;
import org.tombolo.model.Digest;
import org.tombolo.model.FactoryId;
import org.tombolo.model.JobId;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.TomboloException;
import org.tombolo.model.UserId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.CauseKind;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.work.Cause;
import org.tombolo.model.work.Grant;
import org.tombolo.model.work.Provision;
import org.tombolo.model.work.Usage;

class AgentJsonTest {
    private static final RunId RUN = new RunId("r");

    private final AgentJson json = new AgentJson();

    @Test
    void readsAnOrderAsItWasWritten() {
        for (NodeSpec node : List.of(service(), staging())) {
            var order = order(node);
            assertThat(json.read(json.write(order), WorkOrder.class, "here")).isEqualTo(order);
        }
    }

    @Test
    void readsEveryEndAsItWasWritten() {
        for (var cause :
                List.of(new Cause.Exit(0), new Cause.OutOfMemory(7), new Cause.Timeout(Duration.ofSeconds(3)))) {
            var status = new AttemptStatus(
                    AttemptId.of(RUN, "a", 1, 2),
                    0,
                    new AttemptStatus.State.Ended(
                            Optional.of(Instant.EPOCH),
                            Instant.EPOCH.plusNanos(1),
                            cause,
                            new Usage(Optional.of(Duration.ofNanos(5)), Optional.of(9L))));
            assertThat(json.read(json.write(status), AttemptStatus.class, "here"))
                    .isEqualTo(status);
        }
    }

    @Test
    void namesThePlaceOfWhatIsNoMessage() {
        assertThatThrownBy(() -> json.read("{\"x\":1}".getBytes(StandardCharsets.UTF_8), WorkOrder.class, "orders/7"))
                .isInstanceOf(TomboloException.class)
                .hasMessageContaining("orders/7")
                .hasMessageContaining("WorkOrder");
    }

    private static WorkOrder order(NodeSpec node) {
        var grant = new Grant(
                "host",
                List.of(0, 1),
                5,
                new LinkedHashMap<>(Map.of("nvidia.com/gpu", List.of(3))),
                new LinkedHashMap<>(Map.of("http", 8080)));
        return new WorkOrder(
                new FactoryId("f"),
                new ProjectId("p"),
                new UserId("u"),
                new JobId(RUN, node.name()),
                node,
                new LinkedHashMap<>(Map.of("A", "b c\n")),
                Optional.of(new Digest("sha256:" + "a".repeat(64))),
                new LinkedHashMap<>(Map.of("data", new VolumeId.OfRun(RUN, "data"))),
                new LinkedHashMap<>(Map.of("data", new Provision(Optional.of("fast"), Optional.of(5L)))),
                Optional.of(new Digest("sha256:" + "b".repeat(64))),
                List.of(new WorkOrder.Member(
                        AttemptId.of(RUN, node.name(), 0, 1), grant, Optional.of(AttemptId.of(RUN, "x", 4, 2)))));
    }

    private static ServiceSpec service() {
        var mounts = new LinkedHashMap<>(Map.of("/data", new MountSpec("data", true)));
        var files = new LinkedHashMap<String, FileSpec>(Map.of("/a", new FileSpec.Inline("x")));
        files.put("/b", new FileSpec.Uploaded("b"));
        var work = new WorkSpec(
                Optional.empty(),
                new Program.Command(List.of("a", "$B")),
                List.of("c"),
                List.of(new EnvEntry.Literal("A", "b")),
                Optional.of("/w"),
                mounts,
                files,
                ResourceSpec.ONE_CORE,
                List.of(new Dependency("other", Dependency.On.ENDED, Optional.empty())));
        var retry = new RetrySpec(3, Duration.ofSeconds(1), Duration.ofSeconds(9), List.of(CauseKind.LOST), 1.5);
        var probe = new ProbeSpec(
                new ProbeSpec.Action.HttpGet("/", new ProbeSpec.PortRef.ByName("http"), false, List.of()),
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                1,
                3);
        return new ServiceSpec(
                "serve",
                work,
                new PolicySpec(Optional.of(Duration.ofHours(1)), Optional.of(PolicySpec.Restart.NEVER), retry),
                Optional.empty(),
                new ServiceNetworkSpec(false, List.of(new PortSpec("http", 0, PortSpec.Protocol.TCP)), List.of()),
                Optional.of(probe),
                true,
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private static StagingSpec staging() {
        var transfer = new TransferSpec(UriSpec.of("file://a"), UriSpec.of("file://b"), Optional.empty());
        return new StagingSpec("data", StagingSpec.Direction.IN, List.of(transfer), List.of());
    }
}

package org.tombolo.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.AutoscalerSpec;
import org.tombolo.model.spec.CauseKind;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.DynamicConfigSpec;
import org.tombolo.model.spec.EndpointSpec;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.FileSpec;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MemorySpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.MultinodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.spec.SecretRef;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkflowSpec;

/// What each key becomes, read from the corpus of good files.
class FieldsTest {
    private final WorkflowSpec everything =
            Samples.good(Samples.text("everything")).spec();
    private final WorkflowSpec diamond = Samples.good(Samples.text("diamond")).spec();
    private final WorkflowSpec legacy = Samples.good(Samples.text("legacy")).spec();

    @Test
    void readsTheSmallestFile() {
        var spec = Samples.good(Samples.text("hello")).spec();
        assertThat(spec.version()).isEqualTo(FormatVersion.V4);
        var hello = job(spec, "hello");
        assertThat(hello.work().program()).isEqualTo(new Program.Script("echo hello"));
        assertThat(hello.work().image()).isEmpty();
        assertThat(hello.work().resources().cpu()).isEqualTo(CpuSpec.ONE);
        assertThat(hello.policy()).isEqualTo(PolicySpec.NONE);
    }

    @Test
    void readsAnnotationsAndInlineFilesAndPreemptible() {
        assertThat(diamond.annotations())
                .containsEntry("fuzzball.io/connect/top", "sh -c 'echo ssh'")
                .containsEntry("owner", "me");
        assertThat(everything.files()).containsEntry("motd", "hello").containsKey("config.ini");
        assertThat(everything.preemptible()).isTrue();
    }

    @Test
    void takesThePreemptibleOfANodeBeforeThatOfTheWorkflow() {
        assertThat(job(everything, "train").preemptible()).isFalse();
        assertThat(job(everything, "sweep").preemptible()).isTrue();
    }

    @Test
    void readsEachUseOfAVolume() {
        assertThat(use("empty")).isEqualTo(new VolumeSpec.Use.Ephemeral());
        assertThat(use("data")).isEqualTo(new VolumeSpec.Use.Persistent("my-data", false));
        assertThat(use("lustre")).isEqualTo(new VolumeSpec.Use.Provisioned("lustre-scratch", Optional.empty(), false));
        assertThat(use("named")).isEqualTo(new VolumeSpec.Use.Persistent("existing", false));
        assertThat(Samples.of(everything.volumes(), "data").size()).contains(10_000_000_000L);
        assertThat(Samples.of(everything.volumes(), "lustre").size()).contains(3L << 39);
        assertThat(Samples.of(everything.volumes(), "data").annotations()).containsEntry("tier", "fast");
    }

    @Test
    void mapsOldVolumeReferences() {
        assertThat(use("old")).isEqualTo(new VolumeSpec.Use.Ephemeral());
        assertThat(use("older")).isEqualTo(new VolumeSpec.Use.Persistent("shared", true));
        assertThat(use("oldest")).isEqualTo(new VolumeSpec.Use.Provisioned("nfs", Optional.of("home"), true));
    }

    @Test
    void readsTransfersWithSecretsCachesAndTimeouts() {
        var ingress = Samples.of(everything.volumes(), "data").ingress();
        var web = ingress.getFirst();
        assertThat(web.source().secret()).contains(new SecretRef(SecretRef.Scope.PROJECT, "web"));
        assertThat(web.source().cache()).isEqualTo(UriSpec.Cache.ONCE);
        assertThat(web.source().cacheTtl()).contains(Duration.ofHours(1));
        assertThat(web.destination().uri()).isEqualTo("file://in/a.tar.gz");
        assertThat(web.timeout()).contains(Duration.ofMinutes(2));
        assertThat(ingress.get(1).source().cache()).isEqualTo(UriSpec.Cache.NEVER);
        assertThat(ingress.get(2).source().secrets())
                .containsEntry("main", new SecretRef(SecretRef.Scope.ORGANIZATION, "s3"));
        var egress = Samples.of(everything.volumes(), "data").egress();
        assertThat(egress.get(0).destination().uri()).isEqualTo("s3://bucket/result.txt");
        assertThat(egress.get(1).destination().uri()).isEqualTo("file:///tmp/results");
        assertThat(egress.get(1).source().uri()).isEqualTo("file://out");
    }

    @Test
    void readsImagesWithTheirSecrets() {
        var image = job(everything, "train").work().image().orElseThrow().uri();
        assertThat(image.uri()).isEqualTo("docker://registry.example.org:5000/org/name:1.0");
        assertThat(image.secret()).contains(new SecretRef(SecretRef.Scope.USER, "registry"));
        assertThat(image.decryptionSecret()).contains(new SecretRef(SecretRef.Scope.CLUSTER, "key"));
    }

    @Test
    void readsCommandsArgumentsAndVariables() {
        var left = job(diamond, "left").work();
        assertThat(left.program()).isEqualTo(new Program.Command(List.of("sleep", "1")));
        assertThat(left.args()).containsExactly("2", "three", "true");
        assertThat(left.env())
                .containsExactly(
                        new EnvEntry.Literal("MODE", "all"),
                        new EnvEntry.Literal("LEVEL", "left"),
                        new EnvEntry.FromSecret("TOKEN", new SecretRef(SecretRef.Scope.USER, "token")));
    }

    @Test
    void letsAnImageStartWhatItStarts() {
        assertThat(service(everything, "database").work().program()).isEqualTo(new Program.ImageDefault());
    }

    @Test
    void readsWorkingFoldersAndMounts() {
        assertThat(job(diamond, "right").work().cwd()).contains("/scratch");
        assertThat(job(diamond, "right").work().mounts())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("/scratch", new MountSpec("scratch", true), "/data", new MountSpec("scratch", false)));
    }

    @Test
    void readsFilesInlineByNameAndAsUploads() {
        assertThat(job(everything, "train").work().files())
                .containsEntry("/etc/motd", new FileSpec.Inline("text\n"))
                .containsEntry("/etc/app/config.ini", new FileSpec.Inline("[a]\nb = ${UNTOUCHED}\n"))
                .containsEntry("/work/train.py", new FileSpec.Uploaded("train.py"));
    }

    @Test
    void namesTheUploadsWithTheirPlaces() {
        var uploads = Samples.good(Samples.text("everything")).uploads();
        assertThat(uploads.stream().map(it -> it.name() + " " + it.path()).toList())
                .containsExactly(
                        "params/corpus volumes.data.ingress[4].source.uri",
                        "beside/data.csv volumes.data.ingress[5].source.uri",
                        "train.py jobs.train.files[\"/work/train.py\"]");
    }

    @Test
    void readsResources() {
        var resources = job(everything, "train").work().resources();
        assertThat(resources.cpu()).isEqualTo(new CpuSpec(3, CpuSpec.Affinity.NUMA, Optional.of(1), true));
        assertThat(resources.memory()).contains(new MemorySpec(4_000_000_000L, false));
        assertThat(resources.devices()).containsExactly(Map.entry("nvidia.com/gpu", 2));
        assertThat(resources.exclusive()).isTrue();
        assertThat(resources.annotations()).containsEntry("nvidia.com/gpu.model", "H200");
        assertThat(job(diamond, "right").work().resources().memory()).contains(new MemorySpec(512L << 20, true));
    }

    @Test
    void readsPolicies() {
        var policy = job(everything, "train").policy();
        assertThat(policy.timeout()).contains(Duration.ofMinutes(30));
        assertThat(policy.restart()).contains(PolicySpec.Restart.NEVER);
        assertThat(policy.retry())
                .isEqualTo(new RetrySpec(
                        5,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(1),
                        List.of(CauseKind.OUT_OF_MEMORY, CauseKind.NODE_LOST, CauseKind.EXIT),
                        1.5));
        assertThat(service(everything, "server").policy().retry().attempts()).isEqualTo(2);
        assertThat(job(diamond, "right").policy().timeout()).contains(Duration.ofMinutes(2));
    }

    @Test
    void readsArraysWithAndWithoutConcurrency() {
        assertThat(job(everything, "sweep").array()).contains(new ArraySpec(0, 999, Optional.of(500)));
        assertThat(job(everything, "tasks").array()).contains(new ArraySpec(1, 3, Optional.empty()));
    }

    @Test
    void readsMultinodeInBothSpellings() {
        assertThat(job(everything, "train").multinode())
                .contains(new MultinodeSpec(2, MultinodeSpec.Implementation.OPENMPI, Optional.of(4)));
        assertThat(job(legacy, "second").multinode())
                .contains(new MultinodeSpec(2, MultinodeSpec.Implementation.OPENMPI, Optional.of(2)));
        assertThat(service(everything, "database").multinode())
                .contains(new MultinodeSpec(1, MultinodeSpec.Implementation.GENERIC, Optional.empty()));
    }

    @Test
    void readsTheNetworkOfAJob() {
        assertThat(job(everything, "train").network()).isEqualTo(new JobNetworkSpec(true, List.of(8080), List.of(53)));
    }

    @Test
    void readsDependencies() {
        assertThat(job(diamond, "left").dependsOn())
                .containsExactly(new Dependency("top", Dependency.On.FINISHED, Optional.of("needs what top wrote")));
        assertThat(job(diamond, "bottom").dependsOn().stream().map(Dependency::name))
                .containsExactly("left", "right");
        assertThat(job(diamond, "cleanup").dependsOn().getFirst().on()).isEqualTo(Dependency.On.FAILED);
        assertThat(job(diamond, "always").dependsOn().getFirst().on()).isEqualTo(Dependency.On.ENDED);
        assertThat(job(everything, "ask").dependsOn().getFirst().on()).isEqualTo(Dependency.On.RUNNING);
    }

    @Test
    void takesARequiredServiceAsRunning() {
        assertThat(job(legacy, "second").dependsOn())
                .containsExactly(
                        new Dependency("first", Dependency.On.FINISHED, Optional.empty()),
                        new Dependency("viewer", Dependency.On.RUNNING, Optional.empty()));
    }

    @Test
    void readsPortsAndEndpoints() {
        var network = service(everything, "server").network();
        assertThat(network.host()).isTrue();
        assertThat(network.ports())
                .containsExactly(
                        new PortSpec("http", 8000, PortSpec.Protocol.TCP),
                        new PortSpec("metrics", 0, PortSpec.Protocol.TCP));
        var endpoint = network.endpoints().getFirst();
        assertThat(endpoint.type()).isEqualTo(EndpointSpec.Type.SUBDOMAIN);
        assertThat(endpoint.scope()).isEqualTo(EndpointSpec.Scope.PUBLIC);
        assertThat(endpoint.perReplica()).isTrue();
        assertThat(endpoint.annotations()).containsEntry("ciq.com/api", "openai");
        assertThat(service(legacy, "viewer").network().endpoints().getFirst().scope())
                .isEqualTo(EndpointSpec.Scope.GROUP);
    }

    @Test
    void readsEachKindOfProbe() {
        assertThat(service(everything, "server").probe())
                .contains(new ProbeSpec(
                        new ProbeSpec.Action.HttpGet(
                                "/health",
                                new ProbeSpec.PortRef.ByName("http"),
                                false,
                                List.of(new ProbeSpec.Header("X-Probe", "1"))),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        1,
                        4));
        assertThat(action("gateway")).isEqualTo(new ProbeSpec.Action.TcpSocket(new ProbeSpec.PortRef.ByNumber(8080)));
        assertThat(action("database")).isEqualTo(new ProbeSpec.Action.Exec(List.of("pg_isready")));
        assertThat(action("grpc"))
                .isEqualTo(new ProbeSpec.Action.Grpc(new ProbeSpec.PortRef.ByNumber(50051), Optional.of("health")));
        assertThat(service(everything, "grpc").probe().orElseThrow().period()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void readsAutoscalersAndDynamicConfiguration() {
        var pool = service(everything, "server").autoscaler().orElseThrow();
        assertThat(pool.replicas()).contains(new AutoscalerSpec.Replicas(0, 4));
        assertThat(pool.metrics().orElseThrow().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(pool.scaleUp().getFirst().cooldownPeriod()).isEqualTo(Duration.ofSeconds(30));
        assertThat(pool.scaleDown().orElseThrow().drainPeriod()).contains(Duration.ofSeconds(60));
        var source = service(everything, "gateway");
        assertThat(source.autoscaler().orElseThrow().scaleUp().getFirst().services())
                .containsExactly("server");
        assertThat(source.dynamicConfig())
                .contains(new DynamicConfigSpec(
                        "/etc/gateway/backends.json", List.of("server"), "echo \"${SERVICES_SERVER[@]}\"\n"));
        assertThat(service(everything, "server").persist()).isTrue();
    }

    @Test
    void mergesDefaultsEntryByEntryTheNearestWins() {
        var top = job(diamond, "top");
        assertThat(top.work().env())
                .containsExactly(new EnvEntry.Literal("MODE", "all"), new EnvEntry.Literal("LEVEL", "2"));
        assertThat(top.work().mounts()).containsOnlyKeys("/scratch", "/data");
        assertThat(top.work().resources().cpu().threads()).isTrue();
        assertThat(top.work().resources().memory()).contains(new MemorySpec(1L << 30, false));
        assertThat(top.policy().timeout()).contains(Duration.ofHours(8));
        assertThat(top.policy().restart()).contains(PolicySpec.Restart.ON_NODE_FAULT);
        var right = job(diamond, "right");
        assertThat(right.work().resources().cpu())
                .isEqualTo(new CpuSpec(2, CpuSpec.Affinity.CORE, Optional.empty(), true));
        assertThat(right.policy().retry().attempts()).isEqualTo(3);
    }

    @Test
    void readsTheOlderVersion() {
        assertThat(legacy.version()).isEqualTo(FormatVersion.V1);
        assertThat(Samples.of(legacy.volumes(), "data").use()).isEqualTo(new VolumeSpec.Use.Persistent("data", true));
        assertThat(Samples.of(legacy.volumes(), "vol_1").use()).isEqualTo(new VolumeSpec.Use.HostPath("/srv/data"));
        assertThat(job(legacy, "first").work().mounts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/data", new MountSpec("data", false),
                        "/scratch", new MountSpec("scratch", false),
                        "/host", new MountSpec("vol_1", true)));
        assertThat(job(legacy, "first").work().resources().memory()).contains(new MemorySpec(512L << 20, true));
    }

    @Test
    void followsAnchorsAndMergedMappings() {
        var spec = Samples.good(Samples.text("anchors")).spec();
        assertThat(job(spec, "two").work().program()).isEqualTo(new Program.Command(List.of("echo", "two")));
        assertThat(job(spec, "two").work().resources().annotations()).containsEntry("team", "a");
        assertThat(Samples.of(spec.volumes(), "data").annotations())
                .containsEntry("stage", "prod")
                .containsEntry("team", "a");
    }

    @Test
    void readsRetryOfNoAttemptsAsOne() {
        var file = Samples.good("version: v4\njobs: {a: {script: x, policy: {retry: {attempts: 0}}}}\n");
        assertThat(job(file.spec(), "a").policy().retry()).isEqualTo(RetrySpec.NEVER);
    }

    @Test
    void warnsOfWhatIsIgnored() {
        var text = """
                version: v4
                volumes:
                  v: {use: ephemeral, name: x, reference: "volume://user/ephemeral", ingress: [{source: {uri: "s3://b/k"}, destination: {uri: "file://k"}, policy: {retry: {attempts: 2}}}]}
                jobs:
                  a: {script: x, env: [A=1, A=2]}
                  b: {script: x, depends-on: [{name: a, status: FINISHED}], requires: [a]}
                  c: {script: "echo ${params.x}"}
                """;
        assertThat(Samples.warnings(text))
                .containsExactly(
                        "workflow.yaml:3:29 volumes.v.name: ignored: an ephemeral volume belongs to its run",
                        "workflow.yaml:3:43 volumes.v.reference: ignored, since use is there",
                        "workflow.yaml:3:140 volumes.v.ingress[0].policy: only timeout counts for a transfer",
                        "workflow.yaml:5:18 jobs.a.env: \"A\" is there twice; the last one counts",
                        "workflow.yaml:6:61 jobs.b.requires: ignored, since depends-on is there",
                        "workflow.yaml:7:15 jobs.c.script: \"${params....}\" is left as it is: the file has no params:");
    }

    @Test
    void knowsThePlaceOfEachKey() {
        var places = Samples.good(Samples.text("diamond")).places();
        assertThat(places.of("jobs.left.depends-on[0].name")).hasToString("51:9");
        assertThat(places.of("jobs.left.mounts[\"/data\"]"))
                .as("merged from defaults")
                .hasToString("44:3");
        assertThat(places.of("nowhere")).hasToString("1:1");
        assertThat(places.find("jobs.left.mounts")).isEmpty();
    }

    private VolumeSpec.Use use(String name) {
        return Samples.of(everything.volumes(), name).use();
    }

    private ProbeSpec.Action action(String name) {
        return service(everything, name).probe().orElseThrow().action();
    }

    private static JobSpec job(WorkflowSpec spec, String name) {
        return Samples.of(spec.jobs(), name);
    }

    private static ServiceSpec service(WorkflowSpec spec, String name) {
        return Samples.of(spec.services(), name);
    }
}

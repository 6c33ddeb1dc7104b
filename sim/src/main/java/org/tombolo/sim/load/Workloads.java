package org.tombolo.sim.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.model.Ordered;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.CauseKind;
import org.tombolo.model.spec.CpuSpec;
import org.tombolo.model.spec.Dependency;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.ImageSpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.MemorySpec;
import org.tombolo.model.spec.MountSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.PortSpec;
import org.tombolo.model.spec.ProbeSpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.spec.ServiceNetworkSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.TransferSpec;
import org.tombolo.model.spec.UriSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.spec.WorkflowSpec;
import org.tombolo.sim.story.Chance;
import org.tombolo.sim.world.Behaviour;

/// Random workflows with everything in them that the kernel has a rule for.
public final class Workloads {
    private static final ProbeSpec PROBE = new ProbeSpec(
            new ProbeSpec.Action.Exec(List.of("true")),
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            1,
            3);

    private final Chance chance;
    private final List<String> names = new ArrayList<>();
    private final List<String> services = new ArrayList<>();

    private final int longPercent;

    private Workloads(Chance chance, int longPercent) {
        this.chance = chance;
        this.longPercent = longPercent;
    }

    /// @param longPercent how many of its jobs run for up to a minute, and some of them for longer than a site is lost
    public static WorkflowSpec draw(Chance chance, int longPercent) {
        return new Workloads(chance, longPercent).workflow();
    }

    private WorkflowSpec workflow() {
        var volumes = volumes();
        var jobs = new LinkedHashMap<String, JobSpec>();
        var copies = new LinkedHashMap<String, ServiceSpec>();
        int nodes = chance.between(1, 6);
        for (int i = 0; i < nodes; i++) {
            if (chance.percent(20)) {
                var name = "s" + i;
                copies.put(name, service(name, volumes));
                services.add(name);
            } else {
                var name = "j" + i;
                jobs.put(name, job(name, volumes));
                names.add(name);
            }
        }
        return new WorkflowSpec(FormatVersion.V4, Ordered.none(), false, Ordered.none(), volumes, jobs, copies);
    }

    private SequencedMap<String, VolumeSpec> volumes() {
        var volumes = new LinkedHashMap<String, VolumeSpec>();
        for (int i = 0; chance.percent(30) && i < 2; i++) {
            var name = "v" + i;
            VolumeSpec.Use use = chance.percent(25)
                    ? new VolumeSpec.Use.Persistent("kept" + chance.below(2), true)
                    : new VolumeSpec.Use.Ephemeral();
            volumes.put(
                    name,
                    new VolumeSpec(
                            name,
                            use,
                            Optional.empty(),
                            Ordered.none(),
                            chance.percent(40) ? transfers() : List.of(),
                            chance.percent(40) ? transfers() : List.of()));
        }
        return volumes;
    }

    private static List<TransferSpec> transfers() {
        return List.of(new TransferSpec(UriSpec.of("file:///from"), UriSpec.of("file:///to"), Optional.empty()));
    }

    private JobSpec job(String name, SequencedMap<String, VolumeSpec> volumes) {
        boolean swarm = chance.percent(6);
        var array = swarm
                ? Optional.of(new ArraySpec(0, chance.between(20, 50), Optional.empty()))
                : chance.percent(30) ? Optional.of(array()) : Optional.<ArraySpec>empty();
        int least = swarm ? chance.between(1, 20) : chance.between(5, 2_000);
        int most = swarm ? least + 40 : least + chance.between(0, most());
        var argv = Behaviour.argv(
                least, most, chance.percent(50) ? 0 : chance.between(5, 70), need(), chance.percent(20) ? 80 : 0);
        return new JobSpec(
                name, work(argv, volumes, swarm), policy(), Optional.empty(), array, JobNetworkSpec.SHARED, false);
    }

    private int most() {
        return chance.percent(longPercent) ? chance.percent(25) ? 240_000 : 60_000 : 3_000;
    }

    private int need() {
        return chance.percent(25) ? chance.between(50, 900) : 0;
    }

    private ArraySpec array() {
        int start = chance.below(3);
        return new ArraySpec(
                start,
                start + chance.below(10),
                chance.percent(50) ? Optional.of(chance.between(1, 3)) : Optional.empty());
    }

    private WorkSpec work(List<String> argv, SequencedMap<String, VolumeSpec> volumes, boolean small) {
        var mounts = new LinkedHashMap<String, MountSpec>();
        for (var volume : volumes.keySet()) {
            if (chance.percent(60)) {
                mounts.put("/mnt/" + volume, new MountSpec(volume, chance.percent(20)));
            }
        }
        return new WorkSpec(
                image(),
                new Program.Command(argv),
                List.of(),
                List.of(),
                Optional.empty(),
                mounts,
                Ordered.none(),
                small ? ResourceSpec.ONE_CORE : resources(),
                dependencies());
    }

    /// Some, of few names: what it means is another matter each time that it is asked.
    private Optional<ImageSpec> image() {
        return names.size() % 3 == 1
                ? Optional.of(new ImageSpec(UriSpec.of("docker://registry.example.org/app:" + names.size() % 2)))
                : Optional.empty();
    }

    private List<Dependency> dependencies() {
        var all = new ArrayList<Dependency>();
        for (var name : names) {
            if (chance.percent(35)) {
                int kind = chance.below(10);
                var on = kind < 6 ? Dependency.On.FINISHED : kind < 8 ? Dependency.On.FAILED : Dependency.On.ENDED;
                all.add(new Dependency(name, on, Optional.empty()));
            }
        }
        for (var name : services) {
            if (chance.percent(60)) {
                all.add(new Dependency(name, Dependency.On.RUNNING, Optional.empty()));
            }
        }
        return all;
    }

    private ResourceSpec resources() {
        var devices = new LinkedHashMap<String, Integer>();
        if (chance.percent(15)) {
            devices.put("gpu", chance.between(1, 2));
        }
        var memory = chance.percent(40)
                ? Optional.of(new MemorySpec((long) chance.between(64, 512) << 20, chance.percent(20)))
                : Optional.<MemorySpec>empty();
        return new ResourceSpec(
                new CpuSpec(chance.between(1, 3), CpuSpec.Affinity.CORE, Optional.empty(), false),
                memory,
                devices,
                chance.percent(5),
                Ordered.none());
    }

    private PolicySpec policy() {
        var timeout = chance.percent(30)
                ? Optional.of(Duration.ofSeconds(chance.between(1, 30)))
                : Optional.<Duration>empty();
        var restart = chance.percent(50)
                ? Optional.of(chance.pick(List.of(PolicySpec.Restart.values())))
                : Optional.<PolicySpec.Restart>empty();
        return new PolicySpec(timeout, restart, chance.percent(50) ? retry() : RetrySpec.NEVER);
    }

    private RetrySpec retry() {
        return new RetrySpec(
                chance.between(2, 4),
                Duration.ofMillis(chance.between(0, 8_000)),
                Duration.ofSeconds(chance.between(1, 30)),
                chance.percent(25) ? List.of(CauseKind.EXIT, CauseKind.OUT_OF_MEMORY) : List.of(),
                chance.percent(50) ? 1 + chance.below(4) * 0.5 : 1.0);
    }

    private ServiceSpec service(String name, SequencedMap<String, VolumeSpec> volumes) {
        var argv = Behaviour.argv(500, 20_000, chance.percent(40) ? 30 : 0, 0, chance.percent(20) ? 80 : 0);
        return new ServiceSpec(
                name,
                work(argv, volumes, false),
                new PolicySpec(Optional.empty(), policy().restart(), chance.percent(30) ? retry() : RetrySpec.NEVER),
                Optional.empty(),
                new ServiceNetworkSpec(false, ports(), List.of()),
                chance.percent(60) ? Optional.of(PROBE) : Optional.empty(),
                chance.percent(25),
                Optional.empty(),
                Optional.empty(),
                false);
    }

    private List<PortSpec> ports() {
        var ports = new ArrayList<PortSpec>();
        if (chance.percent(70)) {
            ports.add(new PortSpec("http", chance.percent(50) ? 8080 : 0, PortSpec.Protocol.TCP));
        }
        if (chance.percent(30)) {
            ports.add(new PortSpec("more", chance.percent(30) ? 20_001 : 0, PortSpec.Protocol.TCP));
        }
        return ports;
    }
}

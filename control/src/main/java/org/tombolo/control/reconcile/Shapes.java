package org.tombolo.control.reconcile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import org.tombolo.control.state.LiveJob;
import org.tombolo.control.state.LiveRun;
import org.tombolo.control.state.State;
import org.tombolo.engine.Shape;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.VolumeId;
import org.tombolo.model.spec.EnvEntry;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.StagingSpec;
import org.tombolo.model.spec.VolumeSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.state.Run;
import org.tombolo.model.work.Provision;

/// What a site is told about the attempts of a job. The names of variables are those of the workflow format, 4.5, and
/// ours.
public final class Shapes {
    private Shapes() {}

    static Shape of(State state, LiveJob job) {
        var run = job.run().run();
        return new Shape(
                state.clock().factory().orElseThrow(),
                run.project(),
                run.user(),
                job.id(),
                job.spec(),
                env(state, job),
                run.upload(),
                volumes(run, job.spec()),
                provisions(state, run, job.spec()),
                image(job.spec())
                        .flatMap(image -> Optional.ofNullable(run.images().get(image))));
    }

    /// As the workflow names it.
    public static Optional<String> image(NodeSpec node) {
        return switch (node) {
            case JobSpec spec -> image(spec.work());
            case ServiceSpec spec -> image(spec.work());
            case StagingSpec _ -> Optional.empty();
        };
    }

    private static Optional<String> image(WorkSpec work) {
        return work.image().map(image -> image.uri().uri());
    }

    private static SequencedMap<String, String> env(State state, LiveJob job) {
        var run = job.run().run();
        var env = new LinkedHashMap<String, String>();
        env.put("TOMBOLO_RUN", run.id().value());
        env.put("TOMBOLO_PROJECT", run.project().value());
        env.put("TOMBOLO_JOB", job.id().name());
        env.put("FB_WORKFLOW_ID", run.id().value());
        env.put("FB_ACCOUNT_ID", run.project().value());
        services(state, job.run(), env);
        env.putAll(run.env());
        switch (job.spec()) {
            case JobSpec spec -> literals(spec.work(), env);
            case ServiceSpec spec -> literals(spec.work(), env);
            case StagingSpec _ -> {}
        }
        return env;
    }

    private static void literals(WorkSpec work, SequencedMap<String, String> env) {
        for (var entry : work.env()) {
            switch (entry) {
                case EnvEntry.Literal(var name, var value) -> env.put(name, value);
                case EnvEntry.FromSecret _ -> {} // filled in where the attempt runs
            }
        }
    }

    /// `TOMBOLO_SERVICE_<NAME>_<PORTNAME>` = host:port of every service of the run that runs now, and
    /// `TOMBOLO_SERVICES`: the names of all, each with `=ADDRESS` if it runs.
    private static void services(State state, LiveRun run, SequencedMap<String, String> env) {
        var names = new ArrayList<String>();
        for (var service : run.jobs()) {
            if (service.spec() instanceof ServiceSpec) {
                var name = service.id().name();
                var running = service.tasks().stream()
                        .flatMap(task -> task.attempt().stream())
                        .filter(attempt -> attempt.startedAt().isPresent())
                        .findFirst();
                var address = running.map(attempt -> Addresses.of(state, attempt));
                names.add(name + address.map(where -> "=" + where).orElse(""));
                running.ifPresent(attempt -> attempt.ports()
                        .forEach((port, number) -> env.put(
                                "TOMBOLO_SERVICE_" + variable(name) + "_" + variable(port),
                                address.orElseThrow() + ":" + number)));
            }
        }
        if (!names.isEmpty()) {
            env.put("TOMBOLO_SERVICES", String.join(" ", names));
        }
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
    }

    private static SequencedMap<String, VolumeId> volumes(Run run, NodeSpec node) {
        var volumes = new LinkedHashMap<String, VolumeId>();
        for (var volume : run.workflow().volumes().values()) {
            if (mounts(node, volume.name())) {
                volumes.put(volume.name(), volumeId(run, volume));
            }
        }
        return volumes;
    }

    private static SequencedMap<String, Provision> provisions(State state, Run run, NodeSpec node) {
        var provisions = new LinkedHashMap<String, Provision>();
        volumes(run, node)
                .forEach((name, id) -> state.work().volume(id).stream()
                        .flatMap(copy -> copy.provision().stream())
                        .findFirst()
                        .ifPresent(provision -> provisions.put(name, provision)));
        return provisions;
    }

    /// Which volume a name of the workflow means.
    public static VolumeId volumeId(Run run, VolumeSpec volume) {
        return volumeId(run.id(), run.project(), volume);
    }

    public static VolumeId volumeId(RunId run, ProjectId project, VolumeSpec volume) {
        return switch (volume.use()) {
            case VolumeSpec.Use.Ephemeral() -> new VolumeId.OfRun(run, volume.name());
            case VolumeSpec.Use.Persistent(var name, var _) -> new VolumeId.OfProject(project, name);
            case VolumeSpec.Use.Provisioned(var _, var name, var _) ->
                name.<VolumeId>map(kept -> new VolumeId.OfProject(project, kept))
                        .orElseGet(() -> new VolumeId.OfRun(run, volume.name()));
            case VolumeSpec.Use.HostPath _ -> new VolumeId.OfRun(run, volume.name());
        };
    }

    /// Whether the node mounts this volume, or stages it.
    public static boolean mounts(NodeSpec node, String volume) {
        return switch (node) {
            case JobSpec job -> mounts(job.work(), volume);
            case ServiceSpec service -> mounts(service.work(), volume);
            case StagingSpec staging -> staging.volume().equals(volume);
        };
    }

    private static boolean mounts(WorkSpec work, String volume) {
        return work.mounts().values().stream().anyMatch(mount -> mount.volume().equals(volume));
    }
}

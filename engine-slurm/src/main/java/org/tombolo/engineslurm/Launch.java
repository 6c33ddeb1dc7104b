package org.tombolo.engineslurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.tombolo.engine.Shape;
import org.tombolo.launch.Container;
import org.tombolo.launch.ContainerRuntime;
import org.tombolo.launch.Exports;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.LaunchText;
import org.tombolo.launch.Ranks;
import org.tombolo.launch.Shell;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.AgentAnswer.Prepared;
import org.tombolo.wire.agent.AgentAnswer.PreparedImage;

/// The text that becomes an attempt inside of a job.
final class Launch {
    /// In the order in which they are looked for. The first becomes the work, so that this gets the polite
    /// signal itself: Slurm sends it to all processes of a job, and bubblewrap's own takes the work along.
    /// Docker's engine is root's.
    private static final List<ContainerRuntime> RUNTIMES = List.of(
            ContainerRuntime.CHARLIECLOUD,
            ContainerRuntime.BUBBLEWRAP,
            ContainerRuntime.PODMAN,
            ContainerRuntime.APPTAINER);

    private Launch() {}

    /// @param prepared what was brought for it
    static String text(Shape shape, SlurmSettings settings, Optional<Prepared> prepared) throws IOException {
        var image = prepared.flatMap(Prepared::image);
        if (image.isPresent()) {
            return contained(shape, settings, prepared.get(), image.get());
        }
        var env = new LinkedHashMap<String, String>();
        env.put("PATH", settings.path());
        env.put("LANG", "C.UTF-8");
        env.putAll(shape.env());
        var cwd = WorkSpec.of(shape.node()).orElseThrow().cwd();
        return LaunchText.of(plan(shape, settings.folder(), env, cwd, prepared, Optional.empty()));
    }

    /// By the first runtime that the node has: what is there is seen only there.
    private static String contained(Shape shape, SlurmSettings settings, Prepared prepared, PreparedImage image)
            throws IOException {
        SequencedMap<String, String> env = new LinkedHashMap<>(image.env());
        env.putAll(shape.env());
        var text =
                new StringBuilder("PATH=").append(Shell.quote(settings.path())).append(":$PATH\n");
        for (var runtime : settings.runtime().map(List::of).orElse(RUNTIMES)) {
            for (var program : runtime.programs()) {
                var container = new Container(
                        runtime,
                        program,
                        Optional.empty(),
                        image.root().startsWith("/") ? there(Path.of(image.root()), settings.folder()) : image.root(),
                        Container.Layer.FOUND,
                        new LaunchPlan.Ids(image.user(), image.group()),
                        image.argv(),
                        image.kept());
                var plan = plan(
                        shape,
                        settings.folder(),
                        env,
                        Optional.of(image.folder()),
                        Optional.of(prepared),
                        Optional.of(container));
                text.append("if TOMBOLO_RUNTIME=$(command -v %s); then\nexport TOMBOLO_RUNTIME\n%sfi\n"
                        .formatted(program, LaunchText.of(plan)));
            }
        }
        return text.append("tell f \"$label\" runtime\nexit 125\n").toString();
    }

    private static LaunchPlan plan(
            Shape shape,
            SharedFolder folder,
            SequencedMap<String, String> env,
            Optional<String> cwd,
            Optional<Prepared> prepared,
            Optional<Container> container)
            throws IOException {
        var work = WorkSpec.of(shape.node()).orElseThrow();
        return new LaunchPlan(
                work.program(),
                work.args(),
                env,
                own(shape),
                cwd,
                prepared.map(each -> placed(each, folder)).orElse(List.of()),
                us(folder),
                false,
                Exports.names(work),
                Ranks.on(shape.node()),
                false,
                container);
    }

    private static SequencedSet<String> own(Shape shape) {
        var own = new LinkedHashSet<>(List.of("TOMBOLO_ATTEMPT", "FB_TASK_ID", "TOMBOLO_ADDRESS"));
        own.addAll(ServiceText.variables(
                Optional.of(shape.node()).filter(ServiceSpec.class::isInstance).map(ServiceSpec.class::cast)));
        return own;
    }

    /// As the nodes see it.
    private static List<LaunchPlan.Placed> placed(Prepared prepared, SharedFolder folder) {
        return prepared.placed().stream()
                .map(each -> new LaunchPlan.Placed(
                        there(Path.of(each.source()), folder), each.target(), each.readOnly(), each.copy()))
                .toList();
    }

    /// What is not in the folder is where both see it.
    private static String there(Path source, SharedFolder folder) {
        return source.startsWith(folder.here())
                ? folder.there() + "/" + folder.here().relativize(source)
                : source.toString();
    }

    /// Who owns the folder is who runs the jobs.
    private static Optional<LaunchPlan.Ids> us(SharedFolder folder) throws IOException {
        int user = (Integer) Files.getAttribute(folder.here(), "unix:uid");
        int group = (Integer) Files.getAttribute(folder.here(), "unix:gid");
        return user == 0 ? Optional.empty() : Optional.of(new LaunchPlan.Ids(user, group));
    }
}

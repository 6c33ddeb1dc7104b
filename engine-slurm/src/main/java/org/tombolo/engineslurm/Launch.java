package org.tombolo.engineslurm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Shape;
import org.tombolo.launch.Exports;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.LaunchText;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.wire.agent.AgentAnswer;

/// The text that becomes an attempt inside of a job.
final class Launch {
    private Launch() {}

    /// @param prepared what was brought for it
    static String text(Shape shape, String path, SharedFolder folder, Optional<AgentAnswer.Prepared> prepared)
            throws IOException {
        var work = WorkSpec.of(shape.node()).orElseThrow();
        var env = new LinkedHashMap<String, String>();
        env.put("PATH", path);
        env.put("LANG", "C.UTF-8");
        env.putAll(shape.env());
        var own = new LinkedHashSet<>(List.of("TOMBOLO_ATTEMPT", "FB_TASK_ID", "TOMBOLO_ADDRESS"));
        own.addAll(ServiceText.variables(
                Optional.of(shape.node()).filter(ServiceSpec.class::isInstance).map(ServiceSpec.class::cast)));
        var placed = prepared.map(each -> placed(each, folder)).orElse(List.of());
        return LaunchText.of(new LaunchPlan(
                work.program(),
                work.args(),
                env,
                own,
                work.cwd(),
                placed,
                us(folder),
                false,
                Exports.names(work),
                Optional.empty(),
                false,
                Optional.empty()));
    }

    /// As the nodes see it.
    private static List<LaunchPlan.Placed> placed(AgentAnswer.Prepared prepared, SharedFolder folder) {
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

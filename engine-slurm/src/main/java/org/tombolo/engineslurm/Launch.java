package org.tombolo.engineslurm;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.tombolo.engine.Shape;
import org.tombolo.launch.LaunchPlan;
import org.tombolo.launch.LaunchText;
import org.tombolo.model.spec.WorkSpec;

/// The text that becomes an attempt inside of a job.
final class Launch {
    private Launch() {}

    static String text(Shape shape, WorkSpec work, String path) {
        var env = new LinkedHashMap<String, String>();
        env.put("PATH", path);
        env.put("LANG", "C.UTF-8");
        env.putAll(shape.env());
        var own = new LinkedHashSet<>(List.of("TOMBOLO_ATTEMPT", "FB_TASK_ID"));
        return LaunchText.of(new LaunchPlan(
                work.program(),
                work.args(),
                env,
                own,
                work.cwd(),
                List.of(),
                Optional.empty(),
                false,
                new LinkedHashSet<>(),
                Optional.empty(),
                false,
                Optional.empty()));
    }
}

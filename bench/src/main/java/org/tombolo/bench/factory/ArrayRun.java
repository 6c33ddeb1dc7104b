package org.tombolo.bench.factory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.door.Request;
import org.tombolo.model.Ordered;
import org.tombolo.model.ProjectId;
import org.tombolo.model.RunId;
import org.tombolo.model.UserId;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.FormatVersion;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.model.spec.JobSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.Program;
import org.tombolo.model.spec.ResourceSpec;
import org.tombolo.model.spec.WorkSpec;
import org.tombolo.model.spec.WorkflowSpec;

/// A run whose one job is an array of tasks that do nothing, on one core each.
public final class ArrayRun {
    private ArrayRun() {}

    public static Request.StartRun of(UserId user, ProjectId project, RunId id, int tasks) {
        var work = new WorkSpec(
                Optional.empty(),
                new Program.Command(List.of("true")),
                List.of(),
                List.of(),
                Optional.empty(),
                Ordered.none(),
                Ordered.none(),
                ResourceSpec.ONE_CORE,
                List.of());
        var array = new JobSpec(
                "wide",
                work,
                PolicySpec.NONE,
                Optional.empty(),
                Optional.of(new ArraySpec(1, tasks, Optional.empty())),
                JobNetworkSpec.SHARED,
                false);
        var jobs = new LinkedHashMap<String, JobSpec>();
        jobs.put("wide", array);
        return new Request.StartRun(
                user,
                id,
                project,
                Optional.empty(),
                Ordered.none(),
                new WorkflowSpec(
                        FormatVersion.V4, Ordered.none(), false, Ordered.none(), Ordered.none(), jobs, Ordered.none()),
                Optional.empty(),
                Optional.empty(),
                Ordered.none(),
                0);
    }
}

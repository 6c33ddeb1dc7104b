package org.tombolo.workflow.grammar;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tombolo.model.spec.ArraySpec;
import org.tombolo.model.spec.JobNetworkSpec;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;

/// A job.
final class JobForm {
    /// Of one array: far more than any site takes, far less than an `int` counts.
    private static final long MOST_TASKS = 10_000_000;

    private static final Key<PolicyPart> POLICY =
            Key.of("policy", PolicyForm.FORM, "how long it may take and what happens when it goes wrong");

    private static final Key<Integer> START = Key.required("start", Scalars.whole(0), "the first index");
    private static final Key<Integer> END = Key.required("end", Scalars.whole(0), "the last index, inclusive");
    private static final Key<Integer> CONCURRENCY =
            Key.of("concurrency", Scalars.whole(1), "how many at once; ours: may be left out and be above 200");
    private static final Key<ArraySpec> TASK_ARRAY = Key.of(
            "task-array",
            ObjectForm.checked("task-array", List.of(START, END, CONCURRENCY), JobForm::array),
            "the same job for each index, which it reads from FB_TASK_ID");

    private static final Key<Boolean> ISOLATED = Key.of("isolated", Scalars.FLAG, "a network of its own (false)");
    private static final Key<List<Integer>> EXPOSE_TCP =
            Key.of("expose-tcp", Lists.of(Ports.NUMBER), "TCP ports that can be reached");
    private static final Key<List<Integer>> EXPOSE_UDP =
            Key.of("expose-udp", Lists.of(Ports.NUMBER), "UDP ports that can be reached");
    private static final Key<JobNetworkSpec> NETWORK = Key.of(
            "network",
            ObjectForm.of("network of a job", List.of(ISOLATED, EXPOSE_TCP, EXPOSE_UDP), JobForm::network),
            "its network");

    private static final Key<Boolean> PREEMPTIBLE =
            Key.of("preemptible", Scalars.FLAG, "may be stopped for more urgent work; else as the workflow says");

    static final ObjectForm<JobPart> FORM = ObjectForm.of(
            "job",
            Stream.concat(
                            WorkForm.KEYS.stream(),
                            Stream.of(POLICY, MultinodeForm.KEY, TASK_ARRAY, NETWORK, PREEMPTIBLE))
                    .toList(),
            JobForm::build);

    private JobForm() {}

    private static JobPart build(Fields fields) {
        if (fields.has(TASK_ARRAY) && fields.has(MultinodeForm.KEY)) {
            fields.at(TASK_ARRAY).report("expected task-array or multinode, found both");
        }
        return new JobPart(
                WorkForm.of(fields),
                fields.get(POLICY, PolicyPart.NONE),
                fields.find(MultinodeForm.KEY),
                fields.find(TASK_ARRAY),
                fields.get(NETWORK, JobNetworkSpec.SHARED),
                fields.find(PREEMPTIBLE));
    }

    private static Optional<ArraySpec> array(Fields fields) {
        int start = fields.of(START);
        int end = fields.of(END);
        if (start > end) {
            fields.at(END).report("expected end to be start (%d) or more, found %d".formatted(start, end));
            return Optional.empty();
        }
        if ((long) end - start >= MOST_TASKS) {
            fields.at(END).report("expected at most %d tasks, found %d".formatted(MOST_TASKS, (long) end - start + 1));
            return Optional.empty();
        }
        return Optional.of(new ArraySpec(start, end, fields.find(CONCURRENCY)));
    }

    private static JobNetworkSpec network(Fields fields) {
        return new JobNetworkSpec(
                fields.get(ISOLATED, false), fields.get(EXPOSE_TCP, List.of()), fields.get(EXPOSE_UDP, List.of()));
    }
}

package org.tombolo.workflow.grammar;

import java.util.ArrayList;
import java.util.List;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.ObjectForm;

/// `defaults`: what jobs and services have unless they say otherwise; of both, of jobs, of services.
record Defaults(SharedPart job, PolicyPart jobPolicy, SharedPart service) {
    static final Defaults NONE = new Defaults(SharedPart.NONE, PolicyPart.NONE, SharedPart.NONE);

    private record ForJobs(SharedPart shared, PolicyPart policy) {
        static final ForJobs NONE = new ForJobs(SharedPart.NONE, PolicyPart.NONE);
    }

    private static final Key<PolicyPart> POLICY = Key.of("policy", PolicyForm.FORM, "the policy of jobs");
    private static final Key<ForJobs> JOB = Key.of(
            "job",
            ObjectForm.of(
                    "defaults of jobs",
                    and(POLICY),
                    fields -> new ForJobs(SharedForm.of(fields), fields.get(POLICY, PolicyPart.NONE))),
            "of jobs: stronger than those of both");
    private static final Key<SharedPart> SERVICE = Key.of(
            "service",
            ObjectForm.of("defaults of services", SharedForm.KEYS, SharedForm::of),
            "of services: stronger than those of both");

    static final ObjectForm<Defaults> FORM = ObjectForm.of("defaults", and(JOB, SERVICE), fields -> {
        var both = SharedForm.of(fields);
        var jobs = fields.get(JOB, ForJobs.NONE);
        return new Defaults(
                jobs.shared().over(both),
                jobs.policy(),
                fields.get(SERVICE, SharedPart.NONE).over(both));
    });

    private static List<Key<?>> and(Key<?>... more) {
        var keys = new ArrayList<>(SharedForm.KEYS);
        keys.addAll(List.of(more));
        return List.copyOf(keys);
    }
}

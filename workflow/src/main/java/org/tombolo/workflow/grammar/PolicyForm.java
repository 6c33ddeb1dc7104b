package org.tombolo.workflow.grammar;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tombolo.model.spec.CauseKind;
import org.tombolo.model.spec.PolicySpec.Restart;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.workflow.form.Amounts;
import org.tombolo.workflow.form.Fields;
import org.tombolo.workflow.form.Key;
import org.tombolo.workflow.form.Lists;
import org.tombolo.workflow.form.ObjectForm;
import org.tombolo.workflow.form.Scalars;
import org.tombolo.workflow.form.Words;

/// `policy`: how long it may take and what happens when it goes wrong.
final class PolicyForm {
    private static final int MOST_ATTEMPTS = 1000;

    private static final Key<Duration> EXECUTE = Key.of("execute", Amounts.DURATION_FORM, "how long each try may take");
    private static final Key<Optional<Duration>> TIMEOUT = Key.of(
            "timeout",
            ObjectForm.of("timeout", List.of(EXECUTE), fields -> fields.find(EXECUTE)),
            "how long it may take");

    private static final Key<Restart> RESTART = Key.of(
            "restart",
            Words.of(Restart.class),
            "whether a fault of the machine may run it again: on-node-fault, never");

    private static final Key<Integer> ATTEMPTS =
            Key.required("attempts", Scalars.whole(0, MOST_ATTEMPTS), "tries in all; 0 counts as 1");
    private static final Key<Duration> BACKOFF = Key.ours(
            "backoff", Amounts.DURATION_FORM, "wait before the second try (1s), doubled before each further one");
    private static final Key<Duration> MAX_BACKOFF =
            Key.ours("max-backoff", Amounts.DURATION_FORM, "the longest wait (5m)");
    private static final Key<List<CauseKind>> ON = Key.ours(
            "on", Lists.of(Words.of(CauseKind.class)), "causes worth another try; else all but stopped and refused");
    private static final Key<Double> MEMORY_GROWTH =
            Key.ours("memory-growth", Scalars.decimal(1, 16), "factor on memory after a try that ran out of it (1)");
    private static final Key<RetrySpec> RETRY = Key.of(
            "retry",
            ObjectForm.of("retry", List.of(ATTEMPTS, BACKOFF, MAX_BACKOFF, ON, MEMORY_GROWTH), PolicyForm::retry),
            "ours: further tries, which the format only promises");

    static final ObjectForm<PolicyPart> FORM = ObjectForm.of(
            "policy",
            List.of(TIMEOUT, RESTART, RETRY),
            fields -> new PolicyPart(fields.get(TIMEOUT, Optional.empty()), fields.find(RESTART), fields.find(RETRY)));

    private PolicyForm() {}

    private static RetrySpec retry(Fields fields) {
        var backoff = fields.get(BACKOFF, RetrySpec.NEVER.backoff());
        var longest = fields.get(MAX_BACKOFF, RetrySpec.NEVER.maxBackoff());
        if (backoff.compareTo(longest) > 0 && fields.has(MAX_BACKOFF)) {
            fields.at(MAX_BACKOFF).report("expected no less than backoff");
        }
        return new RetrySpec(
                Math.max(1, fields.of(ATTEMPTS)),
                backoff,
                backoff.compareTo(longest) > 0 ? backoff : longest,
                fields.get(ON, List.of()),
                fields.get(MEMORY_GROWTH, RetrySpec.NEVER.memoryGrowth()));
    }
}

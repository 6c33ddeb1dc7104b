package org.tombolo.control.runs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tombolo.control.state.LiveJob;
import org.tombolo.model.spec.CauseKind;
import org.tombolo.model.spec.NodeSpec;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.RetrySpec;
import org.tombolo.model.spec.ServiceSpec;
import org.tombolo.model.state.Attempt;
import org.tombolo.model.work.Cause;

/// Whether a task that ended badly is tried again, and when.
final class Retries {
    /// A service that was ready for so long starts again as if it had never failed.
    private static final Duration SETTLED = Duration.ofMinutes(1);

    /// A service that the file says nothing about.
    private static final RetrySpec SERVICE =
            new RetrySpec(5, Duration.ofSeconds(1), Duration.ofMinutes(1), List.of(), 1.0);

    private Retries() {}

    /// Another try.
    ///
    /// @param until    when it may be placed
    record Again(Instant until) {}

    static Optional<Again> again(LiveJob job, Attempt attempt, Cause cause, int tries, Instant now) {
        var policy = job.spec().policy();
        if (isFaultOfNode(cause) && mayRestart(job.spec(), policy)) {
            return Optional.of(new Again(now));
        }
        var retry =
                job.spec() instanceof ServiceSpec && policy.retry().equals(RetrySpec.NEVER) ? SERVICE : policy.retry();
        boolean settled = job.spec() instanceof ServiceSpec
                && attempt.startedAt()
                        .map(start -> start.plus(SETTLED).isBefore(now))
                        .orElse(false);
        if (!matches(retry, cause.kind()) || (tries >= retry.attempts() && !settled)) {
            return Optional.empty();
        }
        return Optional.of(new Again(now.plus(settled ? retry.backoff() : backoff(retry, tries))));
    }

    /// Doubled with each try.
    private static Duration backoff(RetrySpec retry, int tries) {
        var wait = retry.backoff().multipliedBy(1L << Math.clamp(tries - 1L, 0, 30));
        return wait.compareTo(retry.maxBackoff()) > 0 ? retry.maxBackoff() : wait;
    }

    private static boolean matches(RetrySpec retry, CauseKind kind) {
        if (!retry.on().isEmpty()) {
            return retry.on().contains(kind);
        }
        return kind != CauseKind.STOPPED && kind != CauseKind.REFUSED;
    }

    static boolean isFaultOfNode(Cause cause) {
        return switch (cause.kind()) {
            case NODE_LOST, LOST, PREEMPTED -> true;
            case EXIT, SIGNAL, OUT_OF_MEMORY, TIMEOUT, REFUSED, STOPPED, STAGING_FAILED -> false;
        };
    }

    /// A service may, unless the file says never; a job only when the file says so.
    static boolean mayRestart(NodeSpec node, PolicySpec policy) {
        return policy.restart()
                .map(restart -> restart == PolicySpec.Restart.ON_NODE_FAULT)
                .orElse(node instanceof ServiceSpec);
    }
}

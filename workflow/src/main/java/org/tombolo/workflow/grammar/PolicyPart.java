package org.tombolo.workflow.grammar;

import java.time.Duration;
import java.util.Optional;
import org.tombolo.model.spec.PolicySpec;
import org.tombolo.model.spec.PolicySpec.Restart;
import org.tombolo.model.spec.RetrySpec;

/// What one place of the file says of a policy.
record PolicyPart(Optional<Duration> timeout, Optional<Restart> restart, Optional<RetrySpec> retry) {
    static final PolicyPart NONE = new PolicyPart(Optional.empty(), Optional.empty(), Optional.empty());

    /// This, and where it is silent, the weaker one.
    PolicyPart over(PolicyPart weaker) {
        return new PolicyPart(timeout.or(weaker::timeout), restart.or(weaker::restart), retry.or(weaker::retry));
    }

    PolicySpec spec() {
        return new PolicySpec(timeout, restart, retry.orElse(RetrySpec.NEVER));
    }
}

package org.tombolo.model.fact;

import org.tombolo.model.AttemptId;

/// What happens to an attempt.
public sealed interface AttemptEvent extends Fact
        permits AttemptPlaced,
                AttemptAccepted,
                AttemptStarted,
                AttemptReadied,
                AttemptStopping,
                AttemptEnded,
                AttemptFenced,
                AttemptForgotten {
    AttemptId attempt();
}

package org.tombolo.engine;

import org.tombolo.model.AttemptId;

/// An attempt that the site has.
public record Found(AttemptId attempt, String handle) {}

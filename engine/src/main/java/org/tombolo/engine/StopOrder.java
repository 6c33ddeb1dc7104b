package org.tombolo.engine;

import java.time.Duration;
import org.tombolo.model.AttemptId;

/// @param grace between the polite signal and the kill
public record StopOrder(AttemptId attempt, Duration grace) {}

package org.tombolo.wire.run;

import java.util.Optional;

/// Stops a run, or one job or service of it.
///
/// @param request     drawn by the client: repeating it gives the first answer
/// @param graceMillis between the polite signal and the kill; 10 s when left out
public record StopRun(String request, Optional<String> job, Optional<Long> graceMillis) {}

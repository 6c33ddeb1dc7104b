package org.tombolo.wire.run;

import java.util.Optional;

/// Why a job is where it is.
///
/// @param word `waiting`, `queued`, `delayed`, `starting`, `running`, `ready`, `ended`
public record Explanation(String job, String word, String reason, Optional<String> remedy) {}

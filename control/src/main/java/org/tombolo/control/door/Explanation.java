package org.tombolo.control.door;

import java.util.Optional;

/// Why a node is where it is.
///
/// @param word   `waiting`, `queued`, `delayed`, `starting`, `running`, `ready`, `ended`
/// @param reason in words
public record Explanation(String job, String word, String reason, Optional<String> remedy) {}

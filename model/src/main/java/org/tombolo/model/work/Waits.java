package org.tombolo.model.work;

import java.util.Optional;

/// Why a site that has an attempt has not started it.
///
/// @param why    in a sentence's words, with what the site itself calls it in brackets
/// @param remedy what would move it on, where anybody can do something
public record Waits(String why, Optional<String> remedy) {}

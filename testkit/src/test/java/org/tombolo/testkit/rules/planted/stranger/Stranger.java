package org.tombolo.testkit.rules.planted.stranger;

import org.tombolo.testkit.rules.planted.cli.Commands;

/// Planted: a module that the map does not have.
public record Stranger(Commands commands) {}

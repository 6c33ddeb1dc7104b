package org.tombolo.testkit.rules.planted.cli;

import org.tombolo.testkit.rules.planted.model.Looks;

/// Allowed: everybody may use `model`.
public record Commands(Looks looks) {}

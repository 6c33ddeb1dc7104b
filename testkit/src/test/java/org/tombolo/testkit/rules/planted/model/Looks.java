package org.tombolo.testkit.rules.planted.model;

import org.tombolo.testkit.rules.planted.control.left.Left;

/// Planted: `model` may use nobody.
public record Looks(Left up) {}

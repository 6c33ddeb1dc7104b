package org.tombolo.testkit.rules.planted.control.right;

import org.tombolo.testkit.rules.planted.control.left.Left;

/// Planted: the other half of a ring of packages.
public interface Right {
    Left back();
}

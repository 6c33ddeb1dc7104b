package org.tombolo.testkit.rules.planted.control.left;

import org.tombolo.testkit.rules.planted.control.right.Right;

/// Planted: half of a ring of packages.
public interface Left {
    Right[] others();
}

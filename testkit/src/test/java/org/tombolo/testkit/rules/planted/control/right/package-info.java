/// Planted: classes that break the rules of the build.
@NullMarked
package org.tombolo.testkit.rules.planted.control.right;

import org.jspecify.annotations.NullMarked;

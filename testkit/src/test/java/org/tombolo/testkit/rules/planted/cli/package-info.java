/// Planted: classes that break the rules of the build.
@NullMarked
package org.tombolo.testkit.rules.planted.cli;

import org.jspecify.annotations.NullMarked;

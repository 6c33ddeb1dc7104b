/// Fakes, a whole factory for tests, the rules of the build.
@NullMarked
package org.tombolo.testkit;

import org.jspecify.annotations.NullMarked;

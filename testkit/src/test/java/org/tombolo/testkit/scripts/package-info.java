/// The shell scripts at the clone's root.
@NullMarked
package org.tombolo.testkit.scripts;

import org.jspecify.annotations.NullMarked;

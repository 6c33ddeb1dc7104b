/// What goes wrong around a factory, done to the real server: one clear error, nothing lost, nothing left running.
@NullMarked
package org.tombolo.testkit.faults;

import org.jspecify.annotations.NullMarked;

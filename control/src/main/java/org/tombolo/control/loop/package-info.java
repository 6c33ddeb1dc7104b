/// The control loop: decide, apply, commit, release.
@NullMarked
package org.tombolo.control.loop;

import org.jspecify.annotations.NullMarked;

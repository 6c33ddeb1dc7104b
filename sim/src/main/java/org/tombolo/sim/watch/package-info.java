/// What must hold, checked against what was committed and what happened at the sites.
@NullMarked
package org.tombolo.sim.watch;

import org.jspecify.annotations.NullMarked;

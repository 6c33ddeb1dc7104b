/// Where tasks go: which site, which host, and what may go ahead of what waits.
@NullMarked
package org.tombolo.control.placements;

import org.jspecify.annotations.NullMarked;

/// Shows a run while it goes on: redrawn in place on a terminal, line by line elsewhere.
@NullMarked
package org.tombolo.cli.live;

import org.jspecify.annotations.NullMarked;

/// How fast factories are simulated.
@NullMarked
package org.tombolo.bench.sim;

import org.jspecify.annotations.NullMarked;

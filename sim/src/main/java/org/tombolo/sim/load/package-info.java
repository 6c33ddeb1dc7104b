/// Random work for a simulated factory.
@NullMarked
package org.tombolo.sim.load;

import org.jspecify.annotations.NullMarked;

/// Simulated sites, their hosts, and the ledger that the simulated processes keep.
@NullMarked
package org.tombolo.sim.world;

import org.jspecify.annotations.NullMarked;

/// One simulated factory: its server, network, clients and weather.
@NullMarked
package org.tombolo.sim.drive;

import org.jspecify.annotations.NullMarked;

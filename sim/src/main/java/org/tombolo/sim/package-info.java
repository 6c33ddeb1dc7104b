/// Drives the real control loop with a moved clock and simulated sites.
@NullMarked
package org.tombolo.sim;

import org.jspecify.annotations.NullMarked;

/// What a simulation is told by: chance, time, and the story that comes of them.
@NullMarked
package org.tombolo.sim.story;

import org.jspecify.annotations.NullMarked;

/// Bugs, planted into the kernel's classes while they are loaded: each must be found.
@NullMarked
package org.tombolo.sim.mutation;

import org.jspecify.annotations.NullMarked;

/// Wires the factory together, in one readable list.
@NullMarked
package org.tombolo.server;

import org.jspecify.annotations.NullMarked;

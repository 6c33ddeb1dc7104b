/// What is so now: the entities that facts move. Immutable; `after` is the only way they move.
@NullMarked
package org.tombolo.model.state;

import org.jspecify.annotations.NullMarked;

/// What is written in the journal: everything that ever happened, one record each.
@NullMarked
package org.tombolo.model.fact;

import org.jspecify.annotations.NullMarked;

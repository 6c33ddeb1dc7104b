/// What must not be told: its kinds, and the values that one order needs.
@NullMarked
package org.tombolo.model.secret;

import org.jspecify.annotations.NullMarked;

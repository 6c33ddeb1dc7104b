/// What is kept of work that has left the live state.
@NullMarked
package org.tombolo.model.history;

import org.jspecify.annotations.NullMarked;

/// The commands that print our numbers.
@NullMarked
package org.tombolo.bench;

import org.jspecify.annotations.NullMarked;

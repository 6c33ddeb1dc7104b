/// How fast output is followed while it is written.
@NullMarked
package org.tombolo.bench.logs;

import org.jspecify.annotations.NullMarked;

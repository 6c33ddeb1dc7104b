/// How long it takes to start things.
@NullMarked
package org.tombolo.bench.start;

import org.jspecify.annotations.NullMarked;

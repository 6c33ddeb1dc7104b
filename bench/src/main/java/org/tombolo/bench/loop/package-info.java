/// The control loop by itself: real kernel, reconciler, codec and journal, and a site where everything ends at once.
@NullMarked
package org.tombolo.bench.loop;

import org.jspecify.annotations.NullMarked;

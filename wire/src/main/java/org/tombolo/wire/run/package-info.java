/// Runs, their jobs, tasks, attempts and logs, as they are asked for and shown.
@NullMarked
package org.tombolo.wire.run;

import org.jspecify.annotations.NullMarked;

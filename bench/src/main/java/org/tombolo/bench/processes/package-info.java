/// How many host processes a second go through the whole system, beside other ways to start them.
@NullMarked
package org.tombolo.bench.processes;

import org.jspecify.annotations.NullMarked;

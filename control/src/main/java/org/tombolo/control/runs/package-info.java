/// Runs: how they start, move on and end.
@NullMarked
package org.tombolo.control.runs;

import org.jspecify.annotations.NullMarked;

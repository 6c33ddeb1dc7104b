/// How fast the journal takes facts, gives them back, and finds ended runs.
@NullMarked
package org.tombolo.bench.journal;

import org.jspecify.annotations.NullMarked;

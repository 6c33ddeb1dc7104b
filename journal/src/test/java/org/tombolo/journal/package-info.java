/// Tests of the journal.
@NullMarked
package org.tombolo.journal;

import org.jspecify.annotations.NullMarked;

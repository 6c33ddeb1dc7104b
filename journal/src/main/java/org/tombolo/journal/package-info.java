/// The journal contract and its codec, in memory and in SQL.
@NullMarked
package org.tombolo.journal;

import org.jspecify.annotations.NullMarked;

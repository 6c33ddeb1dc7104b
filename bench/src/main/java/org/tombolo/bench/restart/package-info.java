/// How soon a factory with much live work decides again.
@NullMarked
package org.tombolo.bench.restart;

import org.jspecify.annotations.NullMarked;

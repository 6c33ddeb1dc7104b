/// How many workflow files a second are read and checked.
@NullMarked
package org.tombolo.bench.check;

import org.jspecify.annotations.NullMarked;

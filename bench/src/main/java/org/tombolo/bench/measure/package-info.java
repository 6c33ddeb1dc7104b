/// What a bench is and what it says.
@NullMarked
package org.tombolo.bench.measure;

import org.jspecify.annotations.NullMarked;

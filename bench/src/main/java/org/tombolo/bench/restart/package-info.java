/// A factory with much in its journal: how soon it decides again, and how soon it lists its runs.
@NullMarked
package org.tombolo.bench.restart;

import org.jspecify.annotations.NullMarked;

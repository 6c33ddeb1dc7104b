/// A factory of its own for one measurement: the real server's process, started and ended by the real command line.
@NullMarked
package org.tombolo.bench.factory;

import org.jspecify.annotations.NullMarked;

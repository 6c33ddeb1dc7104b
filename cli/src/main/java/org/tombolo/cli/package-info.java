/// The command line.
@NullMarked
package org.tombolo.cli;

import org.jspecify.annotations.NullMarked;

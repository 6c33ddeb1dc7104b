/// The command line and the server together, as people use them.
@NullMarked
package org.tombolo.testkit.newcomer;

import org.jspecify.annotations.NullMarked;

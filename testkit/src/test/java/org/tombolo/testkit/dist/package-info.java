/// The packed archive, tried on a machine that has nothing.
@NullMarked
package org.tombolo.testkit.dist;

import org.jspecify.annotations.NullMarked;

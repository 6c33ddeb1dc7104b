/// What `./dev check` prints: the largest classes and methods of the house.
@NullMarked
package org.tombolo.testkit.sizes;

import org.jspecify.annotations.NullMarked;

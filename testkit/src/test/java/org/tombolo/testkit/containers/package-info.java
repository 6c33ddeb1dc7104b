/// One workflow under every container runtime.
@NullMarked
package org.tombolo.testkit.containers;

import org.jspecify.annotations.NullMarked;

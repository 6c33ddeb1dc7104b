/// Values of secrets are where they must be, and nowhere else.
@NullMarked
package org.tombolo.testkit.secrets;

import org.jspecify.annotations.NullMarked;

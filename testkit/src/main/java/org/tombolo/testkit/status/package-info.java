/// What works, said only where a test shows it: `docs/status.md`.
@NullMarked
package org.tombolo.testkit.status;

import org.jspecify.annotations.NullMarked;

/// The real server as a process of its own, ended at any moment; and the ledger that tells what really ran.
@NullMarked
package org.tombolo.testkit.chaos;

import org.jspecify.annotations.NullMarked;

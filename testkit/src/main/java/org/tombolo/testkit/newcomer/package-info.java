/// Somebody who types commands in an empty folder, against a real server in a process of its own.
@NullMarked
package org.tombolo.testkit.newcomer;

import org.jspecify.annotations.NullMarked;

/// Servers that transfers are tested and measured against: real ones, brought up here, and what stands before them and
/// fails.
@NullMarked
package org.tombolo.testkit.servers;

import org.jspecify.annotations.NullMarked;

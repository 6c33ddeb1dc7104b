/// Where work goes: broker, packer, policy, preference, all pure.
@NullMarked
package org.tombolo.placement;

import org.jspecify.annotations.NullMarked;

/// Volumes: where they are, and when they go.
@NullMarked
package org.tombolo.control.volumes;

import org.jspecify.annotations.NullMarked;

/// The live state: entities in their tables, the indexes over them, and `apply`, which moves them. Confined to the
/// control loop's thread.
@NullMarked
package org.tombolo.control.state;

import org.jspecify.annotations.NullMarked;

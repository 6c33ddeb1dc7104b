/// Which secrets there are, and whether a run may have those that it refers to; their values are never here.
@NullMarked
package org.tombolo.control.secrets;

import org.jspecify.annotations.NullMarked;

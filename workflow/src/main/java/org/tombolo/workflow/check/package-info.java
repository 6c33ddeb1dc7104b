/// What only the whole workflow shows: cycles, names used by several services.
@NullMarked
package org.tombolo.workflow.check;

import org.jspecify.annotations.NullMarked;

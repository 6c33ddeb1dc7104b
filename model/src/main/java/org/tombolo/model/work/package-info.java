/// What happens to work at a site: why it ended, what it was given, what it used.
@NullMarked
package org.tombolo.model.work;

import org.jspecify.annotations.NullMarked;

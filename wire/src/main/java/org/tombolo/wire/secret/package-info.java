/// Secrets: given, listed by name, removed; never told.
@NullMarked
package org.tombolo.wire.secret;

import org.jspecify.annotations.NullMarked;

/// The API over real connections.
@NullMarked
package org.tombolo.api;

import org.jspecify.annotations.NullMarked;

/// The HTTP API of the factory.
@NullMarked
package org.tombolo.api;

import org.jspecify.annotations.NullMarked;

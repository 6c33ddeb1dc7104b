/// Objects by digest, and volumes, as they are asked for and shown.
@NullMarked
package org.tombolo.wire.store;

import org.jspecify.annotations.NullMarked;

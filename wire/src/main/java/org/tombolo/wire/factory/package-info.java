/// The factory itself: what it is, how it is, where it listens.
@NullMarked
package org.tombolo.wire.factory;

import org.jspecify.annotations.NullMarked;

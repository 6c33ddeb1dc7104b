/// The engine contract and its test kit.
@NullMarked
package org.tombolo.engine;

import org.jspecify.annotations.NullMarked;

/// Reads of the live state, for people.
@NullMarked
package org.tombolo.control.views;

import org.jspecify.annotations.NullMarked;

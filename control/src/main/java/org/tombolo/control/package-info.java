/// The control loop, its features and the reconcilers.
@NullMarked
package org.tombolo.control;

import org.jspecify.annotations.NullMarked;

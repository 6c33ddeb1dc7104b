/// How people's requests enter the control loop and what they read from it.
@NullMarked
package org.tombolo.control.door;

import org.jspecify.annotations.NullMarked;

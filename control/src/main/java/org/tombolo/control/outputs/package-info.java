/// Logs and files of volumes, read past the loop.
@NullMarked
package org.tombolo.control.outputs;

import org.jspecify.annotations.NullMarked;

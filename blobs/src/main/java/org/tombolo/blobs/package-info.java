/// Objects named by their digest.
@NullMarked
package org.tombolo.blobs;

import org.jspecify.annotations.NullMarked;

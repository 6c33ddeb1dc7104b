/// Tests of objects by digest.
@NullMarked
package org.tombolo.blobs;

import org.jspecify.annotations.NullMarked;

/// Builds images on this machine by buildah, as whoever types.
@NullMarked
package org.tombolo.cli.image;

import org.jspecify.annotations.NullMarked;

/// Where container images are, and what they say of themselves.
@NullMarked
package org.tombolo.model.image;

import org.jspecify.annotations.NullMarked;

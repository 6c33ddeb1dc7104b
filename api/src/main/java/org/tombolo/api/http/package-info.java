/// The edge: what every route has in common, from the bytes of a request to the bytes of its answer.
@NullMarked
package org.tombolo.api.http;

import org.jspecify.annotations.NullMarked;

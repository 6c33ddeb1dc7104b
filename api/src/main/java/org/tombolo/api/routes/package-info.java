/// The routes, one file for each feature.
@NullMarked
package org.tombolo.api.routes;

import org.jspecify.annotations.NullMarked;

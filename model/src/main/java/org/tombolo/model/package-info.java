/// Ids, specs, sealed states and events: records only.
@NullMarked
package org.tombolo.model;

import org.jspecify.annotations.NullMarked;

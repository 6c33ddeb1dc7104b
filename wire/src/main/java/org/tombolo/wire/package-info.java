/// Requests and answers of the HTTP API and of agents.
@NullMarked
package org.tombolo.wire;

import org.jspecify.annotations.NullMarked;

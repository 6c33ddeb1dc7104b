/// The engine for machines that run the agent.
@NullMarked
package org.tombolo.enginehosts;

import org.jspecify.annotations.NullMarked;

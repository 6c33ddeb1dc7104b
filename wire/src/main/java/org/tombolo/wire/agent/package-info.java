/// What an engine says to the agent of a machine, and what that answers: records that can travel as JSON.
@NullMarked
package org.tombolo.wire.agent;

import org.jspecify.annotations.NullMarked;

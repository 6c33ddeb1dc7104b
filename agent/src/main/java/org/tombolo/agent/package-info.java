/// Runs attempts on one machine: processes, staging, logs, meters.
@NullMarked
package org.tombolo.agent;

import org.jspecify.annotations.NullMarked;

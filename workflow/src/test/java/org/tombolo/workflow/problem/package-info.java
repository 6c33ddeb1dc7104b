/// Tests.
@NullMarked
package org.tombolo.workflow.problem;

import org.jspecify.annotations.NullMarked;

/// Tests.
@NullMarked
package org.tombolo.workflow.check;

import org.jspecify.annotations.NullMarked;

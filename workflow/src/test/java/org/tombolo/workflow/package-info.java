/// Tests of the workflow file.
@NullMarked
package org.tombolo.workflow;

import org.jspecify.annotations.NullMarked;

/// The typed parameters of a workflow file and the texts that read them.
@NullMarked
package org.tombolo.workflow.params;

import org.jspecify.annotations.NullMarked;

/// The files beside a workflow file that go with a run.
@NullMarked
package org.tombolo.workflow.upload;

import org.jspecify.annotations.NullMarked;

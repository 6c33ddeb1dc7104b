/// What a workflow file asks for, defaults merged and parameters filled in. The format is described in
/// `docs/workflow-file.md`.
@NullMarked
package org.tombolo.model.spec;

import org.jspecify.annotations.NullMarked;

/// The workflow file: parse, check, upgrade, templates.
@NullMarked
package org.tombolo.workflow;

import org.jspecify.annotations.NullMarked;

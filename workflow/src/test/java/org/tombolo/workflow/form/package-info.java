/// Tests.
@NullMarked
package org.tombolo.workflow.form;

import org.jspecify.annotations.NullMarked;

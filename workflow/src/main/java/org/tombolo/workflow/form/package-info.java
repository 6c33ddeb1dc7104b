/// How a value of each kind is written: reading it, and saying what was expected.
@NullMarked
package org.tombolo.workflow.form;

import org.jspecify.annotations.NullMarked;

/// The workflow format key by key: what each engine does with it, and the workflow that shows it.
@NullMarked
package org.tombolo.testkit.format;

import org.jspecify.annotations.NullMarked;

/// The examples that need more than a shell, run as they are.
@NullMarked
package org.tombolo.testkit.examples;

import org.jspecify.annotations.NullMarked;

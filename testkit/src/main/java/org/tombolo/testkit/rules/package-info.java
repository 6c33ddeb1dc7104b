/// The rules that keep the house in order: who may use whom, and what may not be called where a story must replay.
@NullMarked
package org.tombolo.testkit.rules;

import org.jspecify.annotations.NullMarked;

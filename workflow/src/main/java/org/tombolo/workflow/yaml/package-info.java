/// From bytes to a tree of values that know their line and column, within limits.
@NullMarked
package org.tombolo.workflow.yaml;

import org.jspecify.annotations.NullMarked;

/// The keys of the workflow file, one table for each object, and what they become.
@NullMarked
package org.tombolo.workflow.grammar;

import org.jspecify.annotations.NullMarked;

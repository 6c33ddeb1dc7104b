/// What is wrong with a file, and where: place, what was expected, what was found, the nearest valid word.
@NullMarked
package org.tombolo.workflow.problem;

import org.jspecify.annotations.NullMarked;

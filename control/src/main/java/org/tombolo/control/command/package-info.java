/// What enters the loop, and what it answers.
@NullMarked
package org.tombolo.control.command;

import org.jspecify.annotations.NullMarked;

/// The commands, one class each.
@NullMarked
package org.tombolo.cli.command;

import org.jspecify.annotations.NullMarked;

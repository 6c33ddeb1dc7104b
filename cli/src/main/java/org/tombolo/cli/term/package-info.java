/// How answers look on a terminal: tables, sizes, times, colours.
@NullMarked
package org.tombolo.cli.term;

import org.jspecify.annotations.NullMarked;

/// What the factory answered, as people read it: pages and tables.
@NullMarked
package org.tombolo.cli.view;

import org.jspecify.annotations.NullMarked;

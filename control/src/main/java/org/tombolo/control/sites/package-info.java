/// Sites: what their answers mean for the work that they hold.
@NullMarked
package org.tombolo.control.sites;

import org.jspecify.annotations.NullMarked;

/// Sites and their hosts, as they are shown.
@NullMarked
package org.tombolo.wire.site;

import org.jspecify.annotations.NullMarked;
